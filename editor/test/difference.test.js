import assert from "node:assert/strict";
import { test } from "node:test";
import { findDifference } from "../src/difference.js";

const TEXTS = ["", "a", "aa", "ab", "aba", "abba", "abcba", "func f() {}\n", "func g() {}\n", "func f() {\n}\n"];

test("equal texts do not differ", () => {
  for (const text of TEXTS) assert.equal(findDifference(text, text), null);
});

test("the difference makes one text of the other", () => {
  for (const before of TEXTS) {
    for (const after of TEXTS.filter((text) => text !== before)) {
      const { from, to, insert } = findDifference(before, after);
      assert.equal(before.slice(0, from) + insert + before.slice(to), after);
    }
  }
});

test("only what differs is replaced", () => {
  assert.deepEqual(findDifference("func f() {}", "func g() {}"), { from: 5, to: 6, insert: "g" });
  assert.deepEqual(findDifference("aa", "aaa"), { from: 2, to: 2, insert: "a" });
});
