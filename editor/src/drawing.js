// What the places of an answer look like: decorations of the text, classes of lines, and the rail.

import { RangeSet } from "@codemirror/state";
import { Decoration, GutterMarker, WidgetType } from "@codemirror/view";
import { Badges } from "./badges.js";
import { groupBy } from "./grouping.js";
import { drawRail } from "./rail.js";

const ASKED_LINE = Decoration.line({ class: "asked" });
const PEN = { declaration: Decoration.mark({ class: "decl" }), use: Decoration.mark({ class: "use" }) };
const ASKED_NUMBER = new (class extends GutterMarker {
  elementClass = "asked";
})();

class Chip extends WidgetType {
  constructor(number) {
    super();
    this.number = number;
  }

  eq(other) {
    return this.number === other.number;
  }

  toDOM() {
    const chip = document.createElement("span");
    chip.className = "hop";
    chip.setAttribute("aria-hidden", "true");
    chip.textContent = this.number;
    return chip;
  }
}

/** Everything that is drawn for places in a text. */
export function draw(places, text) {
  const of = (kind) => places.filter((place) => place.kind === kind);
  const asked = of("declaration").map((place) => text.lineAt(place.from).from);
  return {
    decorations: Decoration.set(
      [
        ...asked.map((start) => ASKED_LINE.range(start)),
        ...[...of("declaration"), ...of("use")].filter(isLong).map((place) => PEN[place.kind].range(place.from, place.to)),
        ...of("hop").map((place) => drawChip(place)),
        ...drawBadges(of("mark"), text),
      ],
      true,
    ),
    numbers: RangeSet.of(asked.map((start) => ASKED_NUMBER.range(start))),
    rail: drawRail(places, text),
  };
}

const isLong = ({ from, to }) => from < to;

function drawChip({ from, of: { number } }) {
  // Chips of one expression stand in the order of their numbers: a lower side comes first.
  return Decoration.widget({ widget: new Chip(number), side: number - 10_000 }).range(from);
}

function drawBadges(marks, text) {
  const byLine = groupBy(marks, (place) => text.lineAt(place.from).to);
  return [...byLine].map(([end, found]) => {
    const inOrder = found.sort((one, other) => one.from - other.from).map((place) => place.of);
    return Decoration.widget({ widget: new Badges(inOrder), side: 1 }).range(end);
  });
}
