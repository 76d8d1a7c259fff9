package folder

// Folder is a directory with the directories inside it.
type Folder struct {
	Name     string
	Children []Folder
}

// Depth says how many levels the tree under f has.
func Depth(f *Folder) int {
	deepest := 0
	for i := range f.Children {
		if d := Depth(&f.Children[i]); d > deepest {
			deepest = d
		}
	}
	return deepest + 1
}
