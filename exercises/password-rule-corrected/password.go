package password

// Rule makes a check for passwords.
func Rule(limit int) func(string) bool {
	check := func(password string) bool {
		return len(password) >= limit
	}
	limit = max(limit, 8)
	return check
}
