package card

import "sort"

// Card is what a pupil takes home.
type Card struct {
	Name string
	Best int
}

var passed int

// Write makes a card of a pupil's marks.
func Write(name string, marks []int) *Card {
	best := marks[0]
	for _, mark := range marks {
		if mark > best {
			best = mark
		}
	}
	card := Card{Name: name, Best: best}
	sort.Ints(marks)
	if middle := marks[len(marks)/2]; middle > 50 {
		passed++
	}
	return &card
}
