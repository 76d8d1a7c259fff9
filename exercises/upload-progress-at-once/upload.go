package upload

import "sync/atomic"

// Progress counts the bytes that are on their way.
type Progress struct{ sent atomic.Int64 }

func (p *Progress) add(files []int64) {
	for _, size := range files {
		p.sent.Add(size)
	}
}

// Start sends the files and says how far it has come.
func Start(files []int64) int64 {
	var progress Progress
	go progress.add(files)
	return progress.sent.Load()
}
