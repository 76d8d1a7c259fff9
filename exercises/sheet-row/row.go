package sheet

type Date struct{ Year, Day int }

func Row() []any {
	hour, total := byte(9), 4200
	due := &Date{2026, 300}
	return []any{hour, total, due, *due, struct{}{}, true}
}
