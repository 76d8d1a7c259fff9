package jobs

import "sync/atomic"

type Stats struct{ Done, Failed int64 }

func Run(jobs []func() error) *Stats {
	var stats Stats
	next := new(atomic.Int64)
	finished := make(chan bool)
	var workers int64 = 2
	for range workers {
		go func() {
			for i := next.Add(1) - 1; i < int64(len(jobs)); i = next.Add(1) - 1 {
				if jobs[i]() == nil {
					atomic.AddInt64(&stats.Done, 1)
				} else {
					atomic.AddInt64(&stats.Failed, 1)
				}
			}
			finished <- true
		}()
	}
	for range workers {
		<-finished
	}
	return &stats
}
