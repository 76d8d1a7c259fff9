// Only the text inside of the editor is scrolled, never the page: what the reader chose may stand far from the editor.

import { shown } from "./shown.js";

/** Bring the declaration of what is selected into view, unless it is. */
export function scrollToAsked(view) {
  const asked = view.state.field(shown).places.find(({ kind }) => kind === "declaration");
  if (!asked) return;
  const { top, bottom } = view.lineBlockAt(asked.from);
  const { scrollTop, clientHeight } = view.scrollDOM;
  if (top >= scrollTop && bottom <= scrollTop + clientHeight) return;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  view.scrollDOM.scrollTo({ top: top - clientHeight / 3, behavior });
}
