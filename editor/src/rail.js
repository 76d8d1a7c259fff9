// The rail beside the lines: from the declaration to the last step of the flow, with the steps' numbers; and the signs of
// problems, which never come together with a flow.

import { RangeSet } from "@codemirror/state";
import { GutterMarker, gutter } from "@codemirror/view";
import { groupBy } from "./grouping.js";
import { numberText } from "./numbers.js";

const LONGEST_NAME = 3;

class Sign extends GutterMarker {
  constructor(text, style, elementClass, title = "") {
    super();
    Object.assign(this, { text, style, elementClass, title });
  }

  eq(other) {
    return ["text", "style", "elementClass", "title"].every((part) => this[part] === other[part]);
  }

  toDOM() {
    const sign = document.createElement("span");
    if (this.text) Object.assign(sign, { className: this.style, textContent: this.text, title: this.title });
    return sign;
  }
}

/** The signs for all lines, as a set of the gutter's markers. */
export function drawRail(places, text) {
  const lineOf = (place) => text.lineAt(place.from).number;
  const problems = groupBy(places.filter(({ kind }) => kind === "problem"), lineOf);
  const signs = problems.size
    ? [...problems].map(([line, found]) => [line, problemSign(found)])
    : flowSigns(places, lineOf);
  return RangeSet.of(signs.map(([line, sign]) => sign.range(text.line(line).from)), true);
}

function problemSign(problems) {
  return new Sign("!", "problem-sign", "rail", problems.map((problem) => problem.of.message).join("\n"));
}

function flowSigns(places, lineOf) {
  const hops = groupBy(places.filter(({ kind }) => kind === "hop"), lineOf);
  if (hops.size === 0) return [];
  const declaration = places.find(({ kind }) => kind === "declaration");
  const start = declaration ? lineOf(declaration) : 0;
  const lines = [...hops.keys(), ...(start ? [start] : [])];
  const [first, last] = [Math.min(...lines), Math.max(...lines)];
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const line = first + index;
    const style = `rail on${line === first ? " first" : ""}${line === last ? " last" : ""}`;
    return [line, line === start ? startSign(declaration, style) : stepSign(hops.get(line) ?? [], style)];
  });
}

function startSign({ of: { name } }, style) {
  return new Sign(name.length <= LONGEST_NAME ? name : "●", "hop start", style, name);
}

function stepSign(hops, style) {
  return new Sign(numberText(hops.map((hop) => hop.of.number)), "hop", style);
}

/** The gutter in which the rail runs; it is there from the start, so that nothing jumps when a flow is drawn. */
export const railGutter = (markersOf) =>
  gutter({ class: "rails", renderEmptyElements: false, markers: (view) => markersOf(view.state) });
