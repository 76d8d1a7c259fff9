// What the compiler refuses, as underlined text with a message.

import { setDiagnostics } from "@codemirror/lint";
import { shown } from "./shown.js";

/** The transaction that underlines the problems of the answer that is shown. */
export function underlineProblems(state) {
  const problems = state.field(shown).places.filter(({ kind }) => kind === "problem");
  return setDiagnostics(
    state,
    problems.map(({ from, to, of }) => ({ from, to, severity: "error", message: of.message })),
  );
}
