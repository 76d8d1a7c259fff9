package delivery

type Parcel struct {
	Code   string
	Weight int
}

type Label struct {
	To     string
	Parcel *Parcel
}

func Pack(code, to string, weight int) Label {
	parcel := Parcel{Code: code, Weight: weight}
	label := Label{To: to, Parcel: &parcel}
	return label
}
