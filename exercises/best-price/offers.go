package offers

// Offer is what a seller asks for, in cents.
type Offer struct {
	Seller string
	Cents  int
	Used   bool
}

// Cheapest names the seller with the lowest price; there is at least one.
func Cheapest(offers []Offer) string {
	best := &offers[0]
	for i := range offers {
		o := offers[i]
		if o.Cents < best.Cents && !o.Used {
			best = &o
		}
	}
	return best.Seller
}
