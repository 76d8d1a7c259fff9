package video

type Frame struct {
	Rows [][]byte
}

func Checksum(seed byte) (sum byte) {
	width, size := 64, 70_000
	row := make([]byte, width)
	frame := make([]byte, size)
	mask := make([]byte, 16)
	for i := range row {
		row[i] = seed ^ mask[i%16]
		frame[i] = row[i]
		sum += frame[i]
	}
	return sum
}

func NewFrame() *Frame {
	height := 8
	return &Frame{Rows: make([][]byte, height)}
}
