package ask

// Heaviest points to the place of the heaviest of some weights.
func Heaviest(weights []int) int {
	heaviest := new(int)
	for i := 0; i < len(weights); i++ {
		if weights[i] > weights[*heaviest] {
			heaviest = &i
		}
	}
	return weights[*heaviest]
}
