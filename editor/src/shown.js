// The answer that the editor shows. It is about the text that was asked; edits since then move its places and make it stale.

import { ChangeSet, StateEffect, StateField, Text } from "@codemirror/state";
import { findDifference } from "./difference.js";
import { draw } from "./drawing.js";
import { locate, move } from "./places.js";

/** Show an answer: {answer, asked}, the latter the text that it is about. */
export const showAnswer = StateEffect.define();

export const shown = StateField.define({
  create: (state) => follow({ answer: {}, asked: state.doc }, ChangeSet.empty(state.doc.length), state.doc),
  update(before, transaction) {
    const since = transaction.docChanged ? before.since.compose(transaction.changes) : before.since;
    const told = transaction.effects.find((effect) => effect.is(showAnswer));
    if (told) return tell(told.value, { ...before, since }, transaction.newDoc);
    return transaction.docChanged ? follow(before, since, transaction.newDoc) : before;
  },
});

function tell({ answer, asked }, before, now) {
  if (asked.eq(before.asked)) return follow({ answer, asked }, before.since, now);
  const difference = findDifference(asked.toString(), now.toString());
  return follow({ answer, asked }, ChangeSet.of(difference ?? [], asked.length), now);
}

/** What is shown in the text as it is now. Undoing all edits brings everything back, also what they had deleted. */
function follow({ answer, asked }, since, now) {
  const isStale = !now.eq(asked);
  const changes = isStale ? since : ChangeSet.empty(asked.length);
  const places = move(locate(answer, asked), changes);
  return { answer, asked, since: changes, isStale, places, ...draw(places, now) };
}

/** The text of a document that is not in the editor. */
export const textOf = (source) => Text.of(source.split(/\r\n?|\n/));
