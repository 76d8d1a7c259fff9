package upload

// Send reads the file and hands it to the uploader, piece by piece.
func Send(file []byte, pieces chan<- []byte) {
	for len(file) > 0 {
		var piece [512]byte
		n := copy(piece[:], file)
		pieces <- piece[:n]
		file = file[n:]
	}
}
