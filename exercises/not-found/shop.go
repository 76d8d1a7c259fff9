package shop

// Missing says which article does not exist.
type Missing struct{ Article int }

func (m Missing) Error() string { return "no such article" }

// Price looks an article up.
func Price(prices map[int]int, article int) (int, error) {
	cents, found := prices[article]
	if !found {
		missing := Missing{Article: article}
		return 0, missing
	}
	return cents, nil
}
