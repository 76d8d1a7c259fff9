package cards

import "errors"

// Draw takes the top card off a pile.
func Draw(pile []string) (string, []string, error) {
	if len(pile) == 0 {
		return "", pile, errors.New("cards: no more cards")
	}
	return pile[0], pile[1:], nil
}
