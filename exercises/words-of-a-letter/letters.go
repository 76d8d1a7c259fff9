package letters

import "strings"

// Job asks for the words of a text to be counted.
type Job struct {
	Text  string
	Words int
	Done  chan bool
}

// Ask has a worker count the words of a text.
func Ask(queue chan Job, text string) int {
	job := Job{Text: text, Done: make(chan bool)}
	queue <- job
	<-job.Done
	return job.Words
}

// Work counts until the queue is closed.
func Work(queue chan Job) {
	for job := range queue {
		job.Words = len(strings.Fields(job.Text))
		job.Done <- true
	}
}
