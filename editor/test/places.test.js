import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import { locate, move } from "../src/places.js";

const LINES = ["package p", "", "func f(数 int) *int {", '\ts := "🎉"; x := 数', "\tm := make(map[string]int)", "\treturn &x", "}"];
const text = Text.of(LINES);
const source = text.toString();
const columnOf = (line, part) => Buffer.byteLength(LINES[line - 1].slice(0, LINES[line - 1].indexOf(part))) + 1;
const textAt = ({ from, to }) => source.slice(from, to);
const flow = { line: 4, column: columnOf(4, "x"), name: "x", uses: [[6, 10]], hops: [{ number: 1, line: 6, column: 9 }] };

test("names and expressions are found behind characters of several bytes", () => {
  const [declaration, use, hop] = locate({ flow }, text);
  assert.deepEqual([declaration, use].map(textAt), ["x", "x"]);
  assert.equal(source.slice(declaration.from, declaration.from + 6), "x := 数");
  assert.equal(source.slice(hop.from), "&x\n}");
});

test("an allocation is found around the place that the compiler gives", () => {
  const around = (line, part, name) =>
    textAt(locate({ flow: { line, column: columnOf(line, part), name, uses: [], hops: [] } }, text)[0]);
  assert.equal(around(5, "(", "make(map[string]int)"), "make(map[string]int)");
  assert.equal(around(5, "(", "make"), "make");
  assert.equal(around(5, "map", "…"), "map");
  assert.equal(around(6, "&", "&x{...}"), "&x");
});

test("a problem covers a name, else one character, else nothing at the end of a line", () => {
  const problem = (line, column) => textAt(locate({ problems: [{ line, column, message: "" }] }, text)[0]);
  assert.equal(problem(3, columnOf(3, "数")), "数");
  assert.equal(problem(4, columnOf(4, '"')), '"');
  assert.equal(problem(7, 2), "");
});

test("what lies outside of the text has no place", () => {
  const marks = [{ line: 0, column: 1 }, { line: 8, column: 1 }];
  assert.deepEqual(locate({ marks, problems: marks }, text), []);
});

test("places move with the text, and go with it", () => {
  const places = locate({ marks: [{ line: 4, column: columnOf(4, "x"), label: "x" }], flow }, text);
  const inserted = ChangeSet.of({ from: 0, insert: "// 你好\n" }, text.length);
  assert.deepEqual(move(places, inserted).map(({ from }) => from), places.map(({ from }) => from + 6));
  const line = text.line(4);
  const deleted = ChangeSet.of({ from: line.from, to: line.to }, text.length);
  assert.deepEqual(move(places, deleted).map(({ kind }) => kind), ["use", "hop"]);
});
