package formula

// Node is a number, or two nodes with an operator between them.
type Node struct {
	Op          byte
	Value       float64
	Left, Right *Node
}

// Result works out what a formula gives.
func Result(n *Node) float64 {
	switch n.Op {
	case '+':
		return Result(n.Left) + Result(n.Right)
	case '*':
		return Result(n.Left) * Result(n.Right)
	}
	return n.Value
}

// Total makes the formula net + net*rate, its product worked out before.
func Total(net, rate float64) *Node {
	price, percent := Node{Value: net}, Node{Value: rate}
	product := Node{Op: '*', Left: &price, Right: &percent}
	tax := Node{Value: Result(&product)}
	base := Node{Value: net}
	total := Node{Op: '+', Left: &base, Right: &tax}
	return &total
}
