package camera

// Matrix is a transformation in space, row after row.
type Matrix [16]float64

// Times is m after n.
func (m Matrix) Times(n Matrix) Matrix {
	var product Matrix
	for row := range 4 {
		for column := range 4 {
			for k := range 4 {
				product[4*row+column] += m[4*row+k] * n[4*k+column]
			}
		}
	}
	return product
}
