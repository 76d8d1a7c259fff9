package tree

// Node is one node of a search tree.
type Node struct {
	Key         int
	Left, Right *Node
}

// Least finds the node with the smallest key.
func Least(root *Node) *Node {
	node := root
	for node.Left != nil {
		node = node.Left
	}
	return node
}
