// Package guard bounds how many processes and threads the program may have.
//
// Packages are initialised in the order of their paths, as far as their imports allow. Whatever can start a process
// imports what this package imports, and the program's path, "p", comes later than "guard": so this runs before any
// code of the program that could. Inside of its own namespace a program counts for itself, and cannot raise the limit.
package guard

import "syscall"

const (
	limitOfProcesses = 6 // RLIMIT_NPROC, which package syscall has no name for
	most             = 64
)

func init() {
	limit := syscall.Rlimit{Cur: most, Max: most}
	if err := syscall.Setrlimit(limitOfProcesses, &limit); err != nil {
		panic(err)
	}
}
