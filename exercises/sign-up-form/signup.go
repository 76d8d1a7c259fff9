package signup

import "strings"

// Form knows what a visitor has to type in again.
type Form struct{ Wrong []*string }

func trim(text *string) { *text = strings.TrimSpace(*text) }

func (f *Form) refuse(field *string) { f.Wrong = append(f.Wrong, field) }

// Check looks at name, mail address and age of a new member.
func (f *Form) Check(name, mail string, age int) bool {
	before := len(f.Wrong)
	trim(&name)
	trim(&mail)
	if !strings.Contains(mail, "@") {
		f.refuse(&mail)
	}
	years := &age
	*years -= 18
	return name != "" && *years >= 0 && len(f.Wrong) == before
}
