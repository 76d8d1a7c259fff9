package hall

// Echo adds up a sound and its echoes, each later than the last.
func Echo(sound []int16) int {
	var early [32 << 10]int16
	var late [64 << 10]int16
	var last [128 << 10]int16
	sum := 0
	for i, loud := range sound {
		heard := loud
		heard += early[i%len(early)]
		heard += late[i%len(late)]
		heard += last[i%len(last)]
		early[i%len(early)] = loud / 2
		late[i%len(late)] = loud / 4
		last[i%len(last)] = loud / 8
		sum += int(heard)
	}
	return sum
}
