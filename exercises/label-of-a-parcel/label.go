package label

// Number gives the number of a parcel with three digits to check it.
func Number(parcel uint32, route [6]byte) ([]byte, int) {
	var digits [10]byte
	at := len(digits)
	for parcel > 0 {
		at--
		digits[at] = '0' + byte(parcel%10)
		parcel /= 10
	}
	var sums [3]int
	checks := sums[:]
	for i, stop := range route[:] {
		checks[i%3] += int(stop)
	}
	check := checks[0]*100 + checks[1]*10 + checks[2]
	return digits[at:], check % 1000
}
