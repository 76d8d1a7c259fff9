package hits

import "sync/atomic"

func Odd(numbers []int) int64 {
	var odd int64
	for _, number := range numbers {
		if number%2 != 0 {
			atomic.AddInt64(&odd, 1)
		}
	}
	return atomic.LoadInt64(&odd)
}
