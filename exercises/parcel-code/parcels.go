package parcels

const digits = "0123456789ABCDEF"

// Code writes the number of a parcel in eight hexadecimal digits.
func Code(number uint32) []byte {
	var code [8]byte
	for i := range code {
		code[i] = digits[number>>28]
		number <<= 4
	}
	return code[:]
}

// Label appends "P-" and the code to a label that is being printed.
func Label(label []byte, number uint32) []byte {
	label = append(label, "P-"...)
	return append(label, Code(number)...)
}
