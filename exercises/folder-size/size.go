package disk

type Node struct {
	Bytes    int64
	Children []*Node
}

func walk(n *Node, visit func(*Node)) {
	visit(n)
	for _, child := range n.Children {
		walk(child, visit)
	}
}

func Size(root *Node) int64 {
	var total int64
	walk(root, func(n *Node) {
		total += n.Bytes
	})
	return total
}
