package server

import (
	"fmt"
	"net"
	"strconv"
)

var port = 8080

// Address is where the server listens.
func Address(host string) string {
	fmt.Println("listening on port", port)
	return net.JoinHostPort(host, strconv.Itoa(port))
}
