package limits

// Limits is sent as JSON; a nil field means "no limit of this kind".
type Limits struct {
	Requests *int `json:"requests,omitempty"`
	Burst    *int `json:"burst,omitempty"`
}

// AtMost sets both limits; a burst is never larger than the requests allowed.
func AtMost(requests, burst int) Limits {
	if burst > requests {
		burst = requests
	}
	return Limits{Requests: &requests, Burst: &burst}
}
