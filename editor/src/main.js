import { askByKey, followBadges, onAnswer, readAnswer } from "./asking.js";
import { dropDraft, keepDraft, loadDraft } from "./draft.js";
import { makeEditor } from "./editor.js";
import { findDifference } from "./difference.js";
import { underlineProblems } from "./problems.js";
import { scrollToAsked } from "./scrolling.js";
import { showAnswer, shown, textOf } from "./shown.js";

const nonce = document.currentScript.nonce;

/** Put an editor in the place of a text area, which goes on to hold what the form sends. */
function replace(area) {
  const mount = document.createElement("div");
  mount.className = "go-editor";
  const help = makeHelp(area);
  const view = makeEditor({
    text: area.defaultValue,
    nonce,
    words: { label: area.labels[0].textContent, helpId: help.id, phrases: JSON.parse(area.dataset.phrases ?? "{}") },
    onEdit: (text) => keep(area, text),
  });
  mount.append(view.dom);
  area.after(mount, help);
  area.hidden = true;
  area.labels[0].addEventListener("click", () => view.focus());
  return { view, mount };
}

function makeHelp({ id, dataset }) {
  const help = document.createElement("p");
  return Object.assign(help, { id: `${id}-help`, className: "editor-help", textContent: dataset.help });
}

/** Keep what was typed, for the form and for a reload. The text area's default is the text that this address stands for. */
function keep(area, text) {
  area.value = text;
  keepDraft(location, area.defaultValue, text);
}

/** The draft of this address is an edit like any other: it can be undone. */
function restore(view, area) {
  const typed = loadDraft(location, area.defaultValue);
  const difference = typed === null ? null : findDifference(area.defaultValue, typed);
  if (difference) view.dispatch({ changes: difference });
}

function show(view, answer, asked) {
  view.dispatch({ effects: showAnswer.of({ answer, asked }) });
  view.dispatch(underlineProblems(view.state));
  scrollToAsked(view);
}

/** Show each answer that comes in. It may have moved the browser to the address of the program that was asked. */
function follow(view, area) {
  let shownAt = new URL(location);
  onAnswer((answer, source) => {
    const asked = source === null ? view.state.field(shown).asked : textOf(source);
    show(view, answer, asked);
    if (shownAt.pathname !== location.pathname) {
      dropDraft(shownAt);
      area.defaultValue = asked.toString();
      keep(area, view.state.doc.toString());
    }
    shownAt = new URL(location);
  });
}

function start(area) {
  const { view, mount } = replace(area);
  show(view, readAnswer(), view.state.doc);
  restore(view, area);
  askByKey(area.form);
  followBadges(mount);
  follow(view, area);
}

const area = document.querySelector("textarea[data-editor]");
if (area) start(area);
