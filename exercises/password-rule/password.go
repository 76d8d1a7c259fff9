package password

// Rule makes a check for passwords.
func Rule(limit int) func(string) bool {
	limit = max(limit, 8)
	check := func(password string) bool {
		return len(password) >= limit
	}
	return check
}
