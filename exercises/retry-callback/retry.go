package retry

type Attempt struct {
	Number int
	Err    error
}

// Do calls work until it has no error, at most limit times.
func Do(limit int, work func(*Attempt)) int {
	var attempt Attempt
	for attempt.Number < limit {
		attempt.Number++
		work(&attempt)
		if attempt.Err == nil {
			break
		}
	}
	return attempt.Number
}
