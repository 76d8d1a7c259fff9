// Verdict badges at the end of a line. They are for the mouse: the list beside the editor is the keyboard's and the screen
// reader's way to the same addresses.

import { WidgetType } from "@codemirror/view";
import { icon } from "./icons.js";

export class Badges extends WidgetType {
  constructor(marks) {
    super();
    this.marks = marks;
  }

  eq(other) {
    return JSON.stringify(this.marks) === JSON.stringify(other.marks);
  }

  toDOM() {
    const all = document.createElement("span");
    all.className = "verd";
    all.setAttribute("aria-hidden", "true");
    all.append(...this.marks.map(makeBadge));
    return all;
  }

  ignoreEvent() {
    return true;
  }
}

function makeBadge({ label, place, word, address, is_selected: isSelected }) {
  const badge = document.createElement(address ? "button" : "span");
  badge.className = `v ${place}${isSelected ? " on" : ""}`;
  badge.title = word;
  badge.append(icon(place), label);
  if (address) Object.assign(badge, { type: "button", tabIndex: -1 }).dataset.address = address;
  return badge;
}
