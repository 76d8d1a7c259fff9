// Go, coloured by the classes of code.css as the server colours it: k keyword or built in, t type, l literal, c comment,
// f declared function, o operator.

import { goLanguage } from "@codemirror/lang-go";
import { indentUnit, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { Decoration, MatchDecorator, ViewPlugin } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

const COLOURS = tagHighlighter([
  { tag: [tags.keyword, tags.null, tags.bool], class: "k" },
  { tag: tags.typeName, class: "t" },
  { tag: [tags.string, tags.character, tags.number], class: "l" },
  { tag: tags.comment, class: "c" },
  { tag: tags.function(tags.definition(tags.variableName)), class: "f" },
  { tag: tags.operator, class: "o" },
]);

// To the grammar most of what is built in is a name like any other.
const BUILT_IN = Decoration.mark({ class: "k" });
const builtIn = new MatchDecorator({
  regexp: /\b(?:append|cap|clear|close|complex|copy|delete|imag|iota|len|make|max|min|new|panic|print|println|real|recover)\b/g,
  decorate(add, from, to, _, view) {
    if (NAMES.has(syntaxTree(view.state).resolveInner(from, 1).name)) add(from, to, BUILT_IN);
  },
});
const NAMES = new Set(["VariableName", "make", "new"]);
const builtInNames = ViewPlugin.define(
  (view) => ({
    decorations: builtIn.createDeco(view),
    update(update) {
      this.decorations = builtIn.updateDeco(update, this.decorations);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);

export const go = [goLanguage, indentUnit.of("\t"), syntaxHighlighting(COLOURS), builtInNames];
