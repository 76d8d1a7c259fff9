package download

// Fetch tells the caller after each part how many there are.
func Fetch(parts []string, progress func(done int)) int {
	done := 0
	for range parts {
		done++
		progress(done)
	}
	return done
}
