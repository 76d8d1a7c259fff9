package parcel

type Parcel struct {
	Street, City string
}

func (p Parcel) Fits(width int) bool {
	short := p.City + "!"
	long := p.Street + ", " + p.City
	return len(short) < width && len(long) < width && short != long
}

func Check() bool {
	p := Parcel{Street: "1600 Amphitheatre Parkway", City: "Mountain View"}
	return p.Fits(60)
}
