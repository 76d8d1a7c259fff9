package csv

func Widest(cells []string) (widest int, widths []int) {
	lengths := make([]int, len(cells))
	widths = make([]int, 0, len(cells))
	for i, cell := range cells {
		lengths[i] = len(cell)
		widest = max(widest, lengths[i])
	}
	for _, n := range lengths {
		widths = append(widths, widest-n)
	}
	seen := make(map[int]bool, len(cells))
	seen[widest] = true
	return widest, widths
}
