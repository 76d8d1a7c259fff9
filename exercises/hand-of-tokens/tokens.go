package tokens

type Token struct{}

func Hand(n int) []*Token {
	hand := make([]*Token, 0, n)
	for range n {
		hand = append(hand, new(Token))
	}
	return hand
}
