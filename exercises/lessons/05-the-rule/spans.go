package rule

// Span is a stretch of time.
type Span struct {
	Hours, Minutes int
}

// Length gives the span from midnight in minutes.
func Length(hours, minutes int) int {
	span := Span{Hours: hours, Minutes: minutes}
	return span.inMinutes()
}

// Later gives the span that is some minutes longer.
func Later(start Span, minutes int) *Span {
	end := Span{Hours: start.Hours, Minutes: start.Minutes + minutes}
	return &end
}

func (s *Span) inMinutes() int {
	return s.Hours*60 + s.Minutes
}
