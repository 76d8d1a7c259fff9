package scratch

import "runtime"

// File is a file that nobody needs to keep.
type File struct {
	descriptor int
	written    int
}

func closeFile(f *File) { f.descriptor = -1 }

// Note writes a note and says how much there is now.
func Note(descriptor int, text string) int {
	file := File{descriptor: descriptor}
	file.written += len(text)
	closeFile(&file)
	runtime.KeepAlive(&file)
	return file.written
}
