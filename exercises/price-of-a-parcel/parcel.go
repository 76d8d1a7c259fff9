package parcel

// Tariff says what a parcel costs.
type Tariff struct {
	Base, PerKilo int
}

func cheaper(a, b *Tariff, kilos int) *Tariff {
	if a.Base+a.PerKilo*kilos <= b.Base+b.PerKilo*kilos {
		return a
	}
	return b
}

// Price gives the better of two tariffs for a parcel.
func Price(kilos int) int {
	town := Tariff{Base: 300, PerKilo: 90}
	land := Tariff{Base: 700, PerKilo: 20}
	best := cheaper(&town, &land, kilos)
	return best.Base + best.PerKilo*kilos
}
