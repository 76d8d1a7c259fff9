// Where in a text the things of an answer are. A place is {kind, from, to, of}: offsets, and what is there.

import { MapMode } from "@codemirror/state";
import { offsetOfColumn } from "./columns.js";

const NAME = /^[\p{L}_][\p{L}\p{Nd}_]*/u;

/** All places of an answer in the text that it is about; what lies outside of the text has none. */
export function locate(answer, text) {
  const find = (kind, things, extent) =>
    things
      .filter(({ line }) => line >= 1 && line <= text.lines)
      .map((thing) => placeIn(text.line(thing.line), kind, thing, extent));
  const { marks = [], problems = [], flow = null } = answer;
  const places = [...find("mark", marks, point), ...find("problem", problems, word)];
  if (!flow) return places;
  const uses = flow.uses.map(([line, column]) => ({ line, column }));
  return [
    ...places,
    ...find("declaration", [flow], (line, offset) => expression(line, offset, flow.name)),
    ...find("use", uses, (_, offset) => [offset, offset + flow.name.length]),
    ...find("hop", flow.hops, point),
  ];
}

/** The places after an edit; what stood in deleted text is gone. */
export function move(places, changes) {
  return places.flatMap((place) => {
    const from = changes.mapPos(place.from, 1, MapMode.TrackAfter);
    return from === null ? [] : [{ ...place, from, to: Math.max(from, changes.mapPos(place.to, -1)) }];
  });
}

function placeIn(line, kind, thing, extent) {
  const [start, end] = extent(line.text, offsetOfColumn(line.text, thing.column));
  return { kind, from: line.from + start, to: line.from + Math.min(end, line.text.length), of: thing };
}

const point = (_, offset) => [offset, offset];

/** The name at an offset, else the one character there. */
function word(line, offset) {
  const character = String.fromCodePoint(line.codePointAt(offset) ?? 0);
  return [offset, offset + (NAME.exec(line.slice(offset))?.[0] ?? character).length];
}

/** What the compiler prints for an expression, else its head. It may stand at the middle: at a call's parenthesis. */
function expression(line, offset, printed) {
  for (const text of [printed, printed.split(/[({]/)[0]]) {
    const start = line.lastIndexOf(text, offset);
    if (text && start >= 0 && offset <= start + text.length) return [start, start + text.length];
  }
  return word(line, offset);
}
