package sieve

const limit = 200_000

// Count says how many primes are smaller than n; n is at most limit.
func Count(n int) int {
	var composite [limit]bool
	primes := 0
	for i := 2; i < n; i++ {
		if composite[i] {
			continue
		}
		primes++
		for multiple := i * i; multiple < n; multiple += i {
			composite[multiple] = true
		}
	}
	return primes
}
