import assert from "node:assert/strict";
import { test } from "node:test";
import { numberText } from "../src/numbers.js";

test("neighbours become a range", () => {
  assert.equal(numberText([]), "");
  assert.equal(numberText([4]), "4");
  assert.equal(numberText([3, 2]), "2–3");
  assert.equal(numberText([1, 2, 3, 5, 9, 10]), "1–3, 5, 9–10");
});
