package key

// Of makes the key under which a page is cached: language, then path.
func Of(language, path string) string {
	text := make([]byte, 0, 64)
	text = append(text, language...)
	text = append(text, ':')
	text = append(text, path...)
	return string(text)
}
