package forum

// Comment is an answer to a post, and may have answers itself.
type Comment struct {
	Author  string
	Replies []*Comment
}

// Deepest says who wrote the comment that is nested deepest.
func Deepest(post *Comment) string {
	type find struct {
		author string
		depth  int
	}
	deepest := find{}
	var visit func(c *Comment, depth int)
	visit = func(c *Comment, depth int) {
		here := find{author: c.Author, depth: depth}
		if here.depth > deepest.depth {
			deepest = here
		}
		for _, reply := range c.Replies {
			visit(reply, depth+1)
		}
	}
	visit(post, 1)
	return deepest.author
}
