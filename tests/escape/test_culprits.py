from __future__ import annotations

from grader.escape.culprits import code_lines
from grader.escape.values import SourceFile

GO = b"""package a

import "fmt"

var kept []*int

// F is documented.
func F(
	n int,
) int {
	// nothing here
	x := n /* not
	here */
	if x > 1 {
		kept = append(kept, &x)
	} else {

		fmt.Println("done")
	}
	f := func() int {
		return 1
	}
	return f()
}
"""


def test_lines_with_code_of_functions_are_offered_and_no_others() -> None:
    assert code_lines(SourceFile("a.go", GO)) == (8, 9, 10, 12, 14, 15, 18, 20, 21, 23)


def test_a_file_without_functions_offers_none() -> None:
    assert code_lines(SourceFile("a.go", b"package a\n\nvar x = 1\n")) == ()
