// raw strings in errors that imitate a crash of the compiler
package p

var a int = `
fatal error: runtime: out of memory
`

var b int = `x
panic: runtime error: index out of range

goroutine 1 [running]:
` + 1
