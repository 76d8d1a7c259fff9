package hall

// Echo adds up a sound and its three echoes, one later than the other.
func Echo(sound []int16) int {
	var early [32 << 10]int16
	var late [64 << 10]int16
	var last [128 << 10]int16
	sum := 0
	for i, loud := range sound {
		early[i%len(early)] += loud
		late[i%len(late)] += loud / 2
		last[i%len(last)] += loud / 4
		heard := early[i%len(early)] + late[i%len(late)] + last[i%len(last)]
		sum += int(heard)
	}
	return sum
}
