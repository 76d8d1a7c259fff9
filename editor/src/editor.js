// CodeMirror, as this page wants it.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, gutterLineClass, keymap, lineNumbers } from "@codemirror/view";
import { go } from "./language.js";
import { railGutter } from "./rail.js";
import { shown } from "./shown.js";
import { typeOver } from "./typing.js";

const PHONE = matchMedia("(max-width: 40rem)"); // as in code.css
const tabSize = new Compartment();
const widthOfTab = () => EditorState.tabSize.of(PHONE.matches ? 2 : 4);

/** An editor with a text. `words` is {label, helpId, phrases}; `onEdit` is told each new text. */
export function makeEditor({ text, nonce, words, onEdit }) {
  const view = new EditorView({
    doc: text,
    extensions: [
      writing(),
      looks(words),
      EditorView.cspNonce.of(nonce),
      EditorView.updateListener.of((update) => update.docChanged && onEdit(update.state.doc.toString())),
    ],
  });
  PHONE.addEventListener("change", () => view.dispatch({ effects: tabSize.reconfigure(widthOfTab()) }));
  return view;
}

// In CodeMirror's own bindings Escape lets the next Tab leave the editor.
function writing() {
  return [
    go,
    typeOver,
    history(),
    indentOnInput(),
    bracketMatching(),
    search({ top: true }),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
  ];
}

function looks({ label, helpId, phrases }) {
  return [
    lineNumbers(),
    railGutter((state) => state.field(shown).rail),
    shown,
    EditorView.decorations.compute([shown], (state) => state.field(shown).decorations),
    gutterLineClass.compute([shown], (state) => state.field(shown).numbers),
    EditorView.editorAttributes.compute([shown], (state) => ({ class: state.field(shown).isStale ? "is-stale" : "" })),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": helpId, tabindex: "0" }),
    EditorState.phrases.of(phrases),
    tabSize.of(widthOfTab()),
  ];
}
