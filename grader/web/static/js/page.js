// The little that pages do in the browser. Every page works without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const $ = (selector, inside = document) => inside.querySelector(selector);
  const $$ = (selector, inside = document) => [...inside.querySelectorAll(selector)];

  // Keys. An input or button says its key in data-key; typing text is never disturbed.
  const isTyping = (target) =>
    target.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=submit])") || target.isContentEditable;

  const press = (element) => {
    if (element.type === "radio") {
      element.checked = true;
      element.focus({ preventScroll: true });
      element.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      element.click();
    }
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    const hit = $$("[data-key]").find((one) => one.dataset.key.toLowerCase() === event.key.toLowerCase());
    if (!hit || (event.key === "Enter" && event.target.closest("a, button, summary, form"))) return;
    event.preventDefault();
    press(hit);
  });

  // A choice is kept until it has been answered: through a lost connection, a switch of language, a new session.
  const draftOf = (form) => `draft:${form.dataset.draft}`;
  const partsOf = (form) => [...form.elements].filter((field) => field.matches("textarea"));
  const keepDraft = (form) => {
    const chosen = $$("input:is([type=radio], [type=checkbox]):checked, input[type=text], select", form).map((input) => [input.name, input.value]);
    const edited = partsOf(form).map((part) => [part.name, part.value]);
    sessionStorage.setItem(draftOf(form), JSON.stringify([...chosen, ...edited]));
  };
  const restoreDraft = (form) => {
    const chosen = JSON.parse(sessionStorage.getItem(draftOf(form)) || "[]");
    const isListChosen = $$("select", form).some((list) => list.selectedIndex > 0);
    for (const part of partsOf(form)) part.value = Object.fromEntries(chosen)[part.name] ?? part.value;
    for (const [name, value] of chosen) {
      const field = $(`input[type=text][name="${CSS.escape(name)}"]`, form);
      if (field) field.value ||= value;
      if (field || $(`input[type=radio][name="${CSS.escape(name)}"]:checked`, form)) continue;
      const option = $(`select[name="${CSS.escape(name)}"] option[value="${CSS.escape(value)}"]`, form);
      if (option && !isListChosen) option.selected = true;
      const input = $(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`, form);
      if (input) input.checked = true;
    }
  };
  const prepare = () => {
    $$("form[data-draft]").forEach(restoreDraft);
    $$("[data-editable]").forEach(renumber);
    $$("[data-scripted]").forEach((one) => { one.hidden = false; });
    $$("[data-copy]").forEach((button) => { button.hidden = false; });
  };
  const keepDraftOf = (event) => {
    const form = event.target.form ?? event.target.closest("form"); // parts of a program stand beside their form
    if (form?.matches("[data-draft]")) keepDraft(form);
  };
  addEventListener("change", keepDraftOf);

  // Parts of a program that may be edited: fields grow with their text, and every line keeps its true number.
  const renumber = (program) => {
    let next = 1;
    for (const block of program.children) {
      const field = $("textarea", block);
      if (field) {
        const count = field.value ? field.value.split("\n").length : 0;
        field.rows = Math.max(count, 1);
        $("[data-numbers]", block).textContent = Array.from({ length: count }, (_, index) => next + index).join("\n");
        next += count;
      } else {
        for (const number of $$(".ln .no", block)) number.textContent = next++;
      }
    }
  };
  const replaceSelection = (field, text) => {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  let leavesField = false; // Escape lets the next Tab leave the field
  addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches("[data-editable] textarea") || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Tab" && !event.shiftKey && !leavesField) {
      event.preventDefault();
      replaceSelection(field, "\t");
    } else if (event.key === "Enter") {
      event.preventDefault();
      const line = field.value.slice(0, field.selectionStart).split("\n").pop();
      replaceSelection(field, `\n${line.match(/^\t*/)[0]}`);
    }
    leavesField = event.key === "Escape" || (leavesField && event.key === "Shift");
  });
  addEventListener("input", (event) => {
    const program = event.target.closest("[data-editable]");
    if (!program) return;
    renumber(program);
    keepDraftOf(event);
  });
  addEventListener("click", (event) => {
    if (!event.target.closest("[data-reset-parts]")) return;
    event.preventDefault();
    for (const part of $$("[data-editable] textarea")) {
      part.value = part.dataset.original;
      part.dispatchEvent(new Event("input", { bubbles: true }));
    }
    $("[data-editable] textarea").focus();
  });

  // What the server could not be asked is said beside the button; the choice stays where it is.
  const say = (form, text) => {
    const place = $("[data-message]", form);
    if (place) place.textContent = text;
  };
  const offlineMessage = () => $("#offline-message").content.textContent;
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    addEventListener(name, (event) => {
      const form = event.detail.elt.closest("form");
      if (form) say(form, offlineMessage());
    });
  }
  addEventListener("htmx:afterRequest", (event) => {
    const answer = event.detail.xhr;
    const form = event.detail.elt.closest("form");
    if (!form || answer.getResponseHeader("HX-Reswap") !== "none") return;
    const trouble = new DOMParser().parseFromString(answer.responseText, "text/html");
    say(form, ["[data-focus]", "[data-advice]"].map((part) => $(part, trouble).textContent).join(". "));
  });
  addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) say(form, "");
  });
  addEventListener("htmx:afterSwap", (event) => {
    const outcome = $("[data-answered]");
    if (outcome) sessionStorage.removeItem(`draft:${outcome.dataset.answered}`);
    prepare();
    const start = $("[data-focus]", event.detail.target.isConnected ? event.detail.target : document) || $("[data-focus]");
    if (start) start.focus();
  });

  // Copy a command.
  addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText($("code", button.parentElement).textContent);
    const label = $("[data-label]", button);
    const before = label.textContent;
    label.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = before; }, 2000);
  });

  // Light and dark without loading the page again; the server remembers it.
  addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-switch]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    root.dataset.theme = event.submitter.value;
    fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), redirect: "manual" });
    $$("button", form).find((button) => button !== event.submitter).focus();
  });

  // Find exercises in the bank by all words that are typed, and count what is chosen in each lesson.
  const bank = $("[data-bank]");
  const bankRows = (lesson) => $$("[data-words]", lesson);
  const countChosen = (lesson) => {
    const count = $$("input[type=checkbox]:checked", lesson).length;
    $("[data-chosen]", lesson).hidden = !count;
    $("[data-chosen] b", lesson).textContent = count;
    return count;
  };
  const findInBank = (typed) => {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const lesson of $$("details", bank)) {
      for (const row of bankRows(lesson)) row.hidden = !words.every((word) => ` ${row.dataset.words}`.includes(` ${word}`));
      const here = bankRows(lesson).filter((row) => !row.hidden).length;
      found += here;
      lesson.hidden = !here;
      lesson.open = words.length ? here > 0 : countChosen(lesson) > 0;
    }
    const status = $("[data-found]", bank);
    status.textContent = words.length ? `${status.dataset.found} ${found}` : "";
  };
  if (bank) {
    $("[data-find]", bank).hidden = false;
    const finder = $("[data-find] input", bank);
    finder.addEventListener("input", () => findInBank(finder.value));
    finder.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    bank.addEventListener("change", (event) => {
      const lesson = event.target.closest("details");
      if (lesson) countChosen(lesson);
    });
  }

  // Tell the server the reader's time zone once, so that dates are written in it.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const form = $("#time-zone");
  if (form && zone && form.dataset.known !== zone) {
    const data = new FormData(form);
    data.set("zone", zone);
    fetch(form.action, { method: "POST", body: data, redirect: "manual" });
  }

  prepare();
})();
