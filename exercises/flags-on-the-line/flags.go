package flags

import "strings"

// Forced tells whether the arguments ask for force.
func Forced(arguments []string) bool {
	var force, quiet bool
	known := make(map[string]*bool)
	known["-force"] = &force
	known["-quiet"] = &quiet
	for _, argument := range arguments {
		name, value, _ := strings.Cut(argument, "=")
		if flag := known[name]; flag != nil {
			*flag = value != "no"
		}
	}
	return force && !quiet
}
