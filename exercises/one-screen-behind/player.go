package player

type Screen struct {
	Text string
}

func Play(frames []string) *Screen {
	var screen Screen
	var shown, drawn *Screen
	for _, frame := range frames {
		shown = drawn
		drawn = &screen
		screen.Text = frame
	}
	return shown
}
