package queue

// Job is one file to upload.
type Job struct {
	Path  string
	Tries int
}

// Fill puts one job for each path into the queue.
func Fill(queue chan *Job, paths []string) int {
	total := 0
	for _, path := range paths {
		job := Job{Path: path}
		queue <- &job
		total++
	}
	return total
}
