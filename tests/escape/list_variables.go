// Lists every variable that the Go files of one package declare in functions with a body, with Go's own parser and
// type checker: the standard that the project's own list of declarations is held against.
// Arguments: an importcfg, then the files. Prints one JSON object per variable.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"strings"
)

type variable struct {
	File         string   `json:"file"`
	Line         int      `json:"line"`
	Column       int      `json:"column"`
	Name         string   `json:"name"`
	Function     string   `json:"function"` // of the declared function around it; empty at package level
	InLiteral    bool     `json:"in_literal"`
	InSignature  bool     `json:"in_signature"`
	IsGeneric    bool     `json:"is_generic"`
	ClauseHeads  [][4]int `json:"clause_heads"` // of a type switch: line and column of the case, of its colon
	IsTypeSwitch bool     `json:"is_type_switch"`
}

func main() {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range os.Args[2:] {
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		files = append(files, file)
	}
	archives := readImportConfig(os.Args[1])
	lookup := func(path string) (io.ReadCloser, error) {
		if mapped, ok := archives["importmap "+path]; ok {
			path = mapped
		}
		return os.Open(archives["packagefile "+path])
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: importer.ForCompiler(fset, "gc", lookup), Error: func(error) {}, FakeImportC: true}
	config.Check("p", fset, files, info)
	for _, file := range files {
		ast.Walk(lister{fset: fset, info: info, out: json.NewEncoder(os.Stdout)}, file)
	}
}

// readImportConfig maps "packagefile PATH" to an archive and "importmap NAME" to a path.
func readImportConfig(name string) map[string]string {
	file, err := os.Open(name)
	if err != nil {
		panic(err)
	}
	archives := map[string]string{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		what, value, _ := strings.Cut(lines.Text(), "=")
		archives[what] = value
	}
	return archives
}

type lister struct {
	fset *token.FileSet
	info *types.Info
	out  *json.Encoder
	in   variable // what is common to the variables of the function at hand
}

func (l lister) Visit(node ast.Node) ast.Visitor {
	switch node := node.(type) {
	case *ast.FuncDecl:
		if node.Body != nil {
			l.in.Function, l.in.IsGeneric = describe(node)
			l.function(node.Type, node.Recv, node.Body)
		}
		return nil
	case *ast.FuncLit:
		l.in.InLiteral = true
		l.function(node.Type, nil, node.Body)
		return nil
	case *ast.FuncType, *ast.StructType, *ast.InterfaceType:
		return nil
	case *ast.TypeSwitchStmt:
		if assign, ok := node.Assign.(*ast.AssignStmt); ok {
			found := l.in
			found.IsTypeSwitch = true
			for _, clause := range node.Body.List {
				found.ClauseHeads = append(found.ClauseHeads, l.head(clause.(*ast.CaseClause)))
			}
			l.print(assign.Lhs[0].(*ast.Ident), found)
		}
	case *ast.Ident:
		if variable, ok := l.info.Defs[node].(*types.Var); ok && !variable.IsField() {
			l.print(node, l.in)
		}
	}
	return l
}

func describe(function *ast.FuncDecl) (name string, isGeneric bool) {
	name, isGeneric = function.Name.Name, function.Type.TypeParams != nil
	if function.Recv == nil {
		return name, isGeneric
	}
	receiver := function.Recv.List[0].Type
	pointer, isPointer := receiver.(*ast.StarExpr)
	if isPointer {
		receiver = pointer.X
	}
	switch indexed := receiver.(type) {
	case *ast.IndexExpr:
		receiver, isGeneric = indexed.X, true
	case *ast.IndexListExpr:
		receiver, isGeneric = indexed.X, true
	}
	if isPointer {
		return "(*" + receiver.(*ast.Ident).Name + ")." + name, isGeneric
	}
	return receiver.(*ast.Ident).Name + "." + name, isGeneric
}

func (l lister) function(kind *ast.FuncType, receiver *ast.FieldList, body *ast.BlockStmt) {
	signature := l.in
	signature.InSignature = true
	for _, list := range []*ast.FieldList{receiver, kind.Params, kind.Results} {
		if list != nil {
			for _, field := range list.List {
				for _, name := range field.Names {
					l.print(name, signature)
				}
			}
		}
	}
	ast.Walk(l, body)
}

func (l lister) head(clause *ast.CaseClause) [4]int {
	from, to := l.fset.PositionFor(clause.Case, false), l.fset.PositionFor(clause.Colon, false)
	return [4]int{from.Line, from.Column, to.Line, to.Column}
}

func (l lister) print(name *ast.Ident, found variable) {
	if name.Name == "_" {
		return
	}
	at := l.fset.PositionFor(name.Pos(), false)
	found.File, found.Line, found.Column, found.Name = filepath.Base(at.Filename), at.Line, at.Column, name.Name
	if err := l.out.Encode(found); err != nil {
		panic(err)
	}
}
