package board

// Player is one of two who play.
type Player struct {
	Name   string
	Points int
}

// Board shows who is leading.
type Board struct{ shown *Player }

// Update compares two players and gives the lead.
func (b *Board) Update(ann, ben int) int {
	first, second := Player{"Ann", ann}, Player{"Ben", ben}
	leader, other := &first, &second
	if ben > ann {
		swap(&leader, &other)
	}
	b.shown = leader
	lead := leader.Points - other.Points
	return lead
}

func swap(a, b **Player) {
	keep := *a
	*a = *b
	*b = keep
}
