package list

// Node is one link of a singly linked list.
type Node struct {
	Key  string
	Next *Node
}

// Remove unlinks every node with the given key and returns where it ends.
func Remove(head *Node, key string) **Node {
	link := &head
	for *link != nil {
		if (*link).Key == key {
			*link = (*link).Next
		} else {
			link = &(*link).Next
		}
	}
	return link
}
