package audit

type Fields map[string]any

type User struct{ Name, Role string }

func Login(user User, attempts int) Fields {
	level := "warning"
	return Fields{
		"level":    level,
		"user":     user,
		"attempts": attempts,
	}
}
