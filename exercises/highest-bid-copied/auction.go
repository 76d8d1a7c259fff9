package auction

// Bid is one offer for the painting.
type Bid struct {
	Bidder string
	Cents  int
}

// Winner says who gets the painting.
func Winner(bids []Bid) string {
	best := &Bid{Bidder: "nobody"}
	for i := range bids {
		bid := bids[i]
		if bid.Cents > best.Cents {
			best = &bid
		}
	}
	return best.Bidder
}
