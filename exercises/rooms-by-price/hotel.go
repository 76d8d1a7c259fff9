package hotel

// Room is one row of the price list.
type Room struct{ Number, Beds, Price int }

// Offers keeps one room for each price, the one with most beds.
func Offers(numbers, beds, prices []int) int {
	byPrice := map[int]*Room{}
	for i, number := range numbers {
		room := Room{Number: number, Beds: beds[i], Price: prices[i]}
		best := byPrice[room.Price]
		if best == nil || best.Beds < room.Beds {
			byPrice[room.Price] = &room
		}
	}
	return count(byPrice[80])
}

func count(room *Room) int {
	if room == nil {
		return 0
	}
	return room.Beds
}
