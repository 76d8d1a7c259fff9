package list

// Node is one number of a sorted list.
type Node struct {
	Value int
	Next  *Node
}

// Merge joins two sorted lists into one, from the nodes that they have.
func Merge(a, b *Node) *Node {
	var head Node
	tail := &head
	for a != nil && b != nil {
		if a.Value <= b.Value {
			tail.Next, a = a, a.Next
		} else {
			tail.Next, b = b, b.Next
		}
		tail = tail.Next
	}
	if a == nil {
		a = b
	}
	tail.Next = a
	return head.Next
}
