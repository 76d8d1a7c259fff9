package garden

// Plan is what the timer on the tap knows.
type Plan struct {
	Beds    int
	Minutes int
}

// Longer gives a plan with more water for hot days.
func Longer(plan Plan, degrees int) Plan {
	if degrees > 25 {
		plan.Minutes += degrees - 25
	}
	return plan
}
