import assert from "node:assert/strict";
import { test } from "node:test";
import { offsetOfColumn } from "../src/columns.js";

/** The byte column of an offset, by encoding what stands before it. */
const columnOf = (line, offset) => new TextEncoder().encode(line.slice(0, offset)).length + 1;

for (const line of ["x := 1", "\t\tx := 1", "你好 := x", 'π, s := "🎉🎉", é', "e\u0301 := x", '"\ud800" + x', ""]) {
  test(`each character of ${JSON.stringify(line)} is found by its byte column`, () => {
    let offset = 0;
    for (const character of line) {
      assert.equal(offsetOfColumn(line, columnOf(line, offset)), offset);
      offset += character.length;
    }
    assert.equal(offsetOfColumn(line, columnOf(line, line.length)), line.length);
  });
}

test("a column inside of a character means that character", () => {
  assert.equal(offsetOfColumn("a好b", 3), 1);
  assert.equal(offsetOfColumn("🎉b", 4), 0);
  assert.equal(offsetOfColumn("🎉b", 5), 2);
});

test("a column behind the line means its end", () => {
  assert.equal(offsetOfColumn("好", 40), 1);
  assert.equal(offsetOfColumn("", 1), 0);
});
