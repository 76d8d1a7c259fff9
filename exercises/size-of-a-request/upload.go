package upload

import "net/http"

// Limit wraps a handler, which then reads that many kilobytes at most.
func Limit(next http.HandlerFunc, kilobytes int64) http.HandlerFunc {
	most := kilobytes * 1024
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, most)
		next(w, r)
	}
}
