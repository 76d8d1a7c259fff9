// harmful when run: never ends, panics, exits
package main

func init() { panic("run") }

func main() {
	for {
		go main()
	}
}
