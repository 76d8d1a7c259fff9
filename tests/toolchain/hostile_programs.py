"""Programs that try to exhaust, fool or crash the compiler.

The small ones stand in tests/data/hostile; those that live by their size are grown here, to any size. The first line
of each says what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from grader.config import PROJECT
from grader.escape.values import SourceFile

FOLDER = PROJECT / "tests" / "data" / "hostile"


@dataclass(frozen=True)
class Grown:
    """Head, n times the unit, core, n times the closing, tail. In a unit `#` is its number, `@` the next one."""

    name: str
    about: str
    head: str
    unit: str
    core: str = ""
    closing: str = ""
    tail: str = "\n"

    def of_size(self, size: int) -> SourceFile:
        """Return the largest program of this kind of at most `size` bytes."""
        before = f"// {self.about}\npackage p\n{self.head}"
        left = size - len(before) - len(self.core) - len(self.tail)
        units: list[str] = []
        for number in count():
            unit = self.unit.replace("#", str(number)).replace("@", str(number + 1))
            left -= len(unit) + len(self.closing)
            if left < 0:
                break
            units.append(unit)
        text = before + "".join(units) + self.core + self.closing * len(units) + self.tail
        return SourceFile(f"{self.name}.go", text.encode())


GROWN = (
    Grown("digits", "a long integer literal", "const x = 1", "9", tail="\nvar y = x % 10\n"),
    Grown("float_digits", "a long decimal literal", "const x = 0.", "9", tail="\nvar y float64 = x\n"),
    Grown("concatenation", "string literals added", 'var v = "a"', '+"a"'),
    Grown("sum", "a sum of many terms", "func f(s int) int { return s", "+s", tail=" }\n"),
    Grown("parentheses", "nested parentheses", "var x = ", "(", "1", ")"),
    Grown("pointer_type", "stars in a pointer type", "var x ", "*", "int"),
    Grown("slice_type", "brackets in a slice type", "var x ", "[]", "int"),
    Grown("function_literals", "nested function literals", "func F() {", "func(){", closing="}()", tail="}\n"),
    Grown("ifs", "nested ifs", "func F(b bool) {", "if b {", closing="}", tail="}\n"),
    Grown("fors", "nested loops", "func F() {", "for {", closing="}", tail="}\n"),
    Grown("literals", "nested slice literals", "var x = ", "[]any{", "1", "}"),
    Grown("calls", "nested calls", "func f(x int) int { return x }\nfunc g() int { return ", "f(", "1", ")", " }\n"),
    Grown("selectors", "chained selectors", "type T struct{ a *T }\nfunc g(x *T) *T { return x", ".a", tail=" }\n"),
    Grown("and", "a long condition", "func g(x bool) bool { return x", "&&x", tail=" }\n"),
    Grown("function_type", "nested function types", "var x ", "func(", "int", ")"),
    Grown("else_if", "a long else-if chain", "func F(b int) {", "if b==0 {} else ", "{}", tail=" }\n"),
    Grown(
        "chain",
        "pointer copies, one escape",
        "var G *int\nfunc F() { x := 1; p0 := &x\n",
        "p@ := p#\nG = p@\n",
        tail="}\n",
    ),
    Grown(
        "escapes",
        "many variables that escape",
        "var G []*int\nfunc F() {\n",
        "x# := #; G = append(G, &x#)\n",
        tail="}\n",
    ),
    Grown(
        "inlining",
        "many inlined calls",
        "func f(x *int) *int { y := *x; return &y }\nfunc F(p *int) {\n",
        "f(p)\n",
        tail="}\n",
    ),
    Grown(
        "closures",
        "closures that capture",
        "func F() []func() { var r []func(); a := 0; b := 0\n",
        "c# := #; r = append(r, func() { a++; b++; c#++ })\n",
        tail="return r }\n",
    ),
    Grown("errors", "an error in every line", "", 'var v# int = "s"\n'),
    Grown("duplicates", "duplicate declarations", "", "func f() {}\n"),
    Grown("union", "a union of many terms", "type I interface {\n[0]int", "|[@]int", tail="\n}\nfunc f[T I](t T) {}\n"),
    Grown(
        "range_functions",
        "nested range over functions",
        "func it(y func(int) bool) {}\nfunc F() int {\n",
        "for range it {\ndefer func(){}()\n",
        closing="}\n",
        tail="return 0 }\n",
    ),
    Grown("defers", "defers in a loop", "func F() { for {\n", "defer func(){ recover() }()\n", tail="} }\n"),
    Grown(
        "type_switch",
        "a type switch with many generic types",
        "type W[T any] struct{ a T }\nfunc F(x any) int { switch x.(type) {\n",
        "case W[[#]int]: return #\n",
        tail="}; return 0 }\n",
    ),
    Grown("elements", "a slice literal of many elements", "var x = []int{", "1,", tail="}\n"),
    Grown(
        "pointers", "a literal of many &T", "type T struct{ a int }\nfunc F() []*T { return []*T{", "{1},", tail="} }\n"
    ),
    Grown(
        "cases", "a switch of many cases", "func F(x string) int { switch x {\n", 'case "#":\n', tail="}; return 0 }\n"
    ),
    Grown("identifier", "one long name", "func a", "a", tail="() {}\n"),
    Grown("raw_string", "HTML in a long raw string", "var X = `", "<script>alert(1)</script>", tail="`\n"),
    Grown("comment", "a long comment", "/*", "x", tail="*/\n"),
    Grown("parameters", "a function of many parameters", "func F(a0", ",a@", tail=" *int) *int { return a0 }\n"),
    Grown("initialisation", "a long order of initialisation", "", "var v# = f#()\nfunc f#() int { return v@ }\n"),
    Grown(
        "call_graph", "mutual recursion", "var G *int\n", "func f#(p *int) *int { x := *p; G = f@(p); return f0(&x) }\n"
    ),
    Grown("long_message", "an error that quotes a long string", 'var x int = "', "<b>", tail='"\n'),
    Grown("raw_lines", "an error that quotes a raw string of many lines", "var x int = `", "panic: #\n", tail="`\n"),
    Grown("map_literal", "a map literal of many entries", "var x = map[string]*int{\n", '"#": new(int),\n', tail="}\n"),
    Grown("labels", "many labels and jumps", "func F(b bool) {\n", "l#: if b { goto l# }\n", tail="}\n"),
    Grown(
        "select",
        "a select of many cases",
        "func F(c chan *int) { x := 0; select {\n",
        "case c <- &x: x++\n",
        tail="} }\n",
    ),
    Grown("methods", "an interface of many methods", "type T interface {\n", "m#(*int) *int\n", tail="}\nvar X T\n"),
    Grown("constants", "constants, each the square of the one before", "const c0 = 3\n", "const c@ = c# * c#\n"),
    Grown("results", "many results", "func f() (", "*int,", "*int", tail=") { panic(0) }\nfunc G() { f() }\n"),
    Grown(
        "instances", "many instances", "func f[T any](t T) *T { return &t }\nfunc F() {\n", "f([#]int{})\n", tail="}\n"
    ),
    Grown(
        "printed",
        "a call of many arguments that are boxed",
        'import "fmt"\nfunc F(n int) { fmt.Println(0',
        ", n, &n",
        tail=") }\n",
    ),
    Grown("frames", "large variables", "func F() {\n", "var a# [1 << 17]int; _ = a#\n", tail="}\n"),
    Grown("imports", "one package imported under many names", "", 'import n# "fmt"\n'),
    Grown("type_chain", "mutually recursive types", "", "type T# struct{ a *T@; b T@ }\n"),
)


def small_programs() -> tuple[SourceFile, ...]:
    """Return the hostile programs that need no size."""
    return tuple(SourceFile(path.name, path.read_bytes()) for path in sorted(FOLDER.glob("*.go")))


def hostile_program(name: str) -> SourceFile:
    """Return one of the small ones."""
    return SourceFile(name, (FOLDER / name).read_bytes())
