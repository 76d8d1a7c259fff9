package ask

// Mail has a weight, in grams.
type Mail interface {
	Weight() int
}

// Letter is mail of some sheets.
type Letter struct {
	Sheets int
}

// Weight is that of the sheets and of the envelope.
func (l *Letter) Weight() int { return 5*l.Sheets + 7 }

func stamps(m Mail) int { return 1 + m.Weight()/20 }

// Postage says how many stamps a letter needs.
func Postage(sheets int) int {
	letter := Letter{Sheets: sheets}
	return stamps(&letter)
}
