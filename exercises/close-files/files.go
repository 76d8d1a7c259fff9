package files

type File struct {
	name string
	open bool
}

func (f *File) Close() { f.open = false }

func ReadAll(names []string) int {
	total := 0
	for _, name := range names {
		f := &File{name: name, open: true}
		defer f.Close()
		total += len(f.name)
	}
	return total
}

func Three() int { return ReadAll([]string{"a.txt", "b.txt", "c.txt"}) }
