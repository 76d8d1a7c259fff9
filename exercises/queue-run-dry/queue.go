package queue

import "errors"

// Queue holds jobs, the oldest first.
type Queue struct {
	jobs []string
}

// Take removes the oldest job.
func (q *Queue) Take() (string, error) {
	if len(q.jobs) == 0 {
		errEmpty := errors.New("queue: no jobs")
		return "", errEmpty
	}
	job := q.jobs[0]
	q.jobs = q.jobs[1:]
	return job, nil
}
