package routes

import "strings"

// Route says who answers, and whether it needs a login.
type Route struct {
	Handler string
	Login   bool
}

var routes map[string]Route

// Load sets up the routes of a shop under a prefix.
func Load(prefix string) {
	front := Route{Handler: "front"}
	orders := Route{Handler: "orders", Login: true}
	prefix = strings.TrimSuffix(prefix, "/")
	routes = map[string]Route{prefix + "/": front, prefix + "/orders": orders}
}
