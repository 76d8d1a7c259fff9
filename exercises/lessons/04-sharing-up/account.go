package sharingup

// Account belongs to somebody.
type Account struct {
	Owner string
	Cents int
}

// Open gives a new account with a gift in it.
func Open(owner string) *Account {
	a := Account{Owner: owner}
	a.Cents = 500
	return &a
}

// Opened does the same without a name for the account.
func Opened(owner string) *Account {
	return &Account{Owner: owner, Cents: 500}
}
