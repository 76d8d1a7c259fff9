// Between the editor and the server. The form asks, as it does without script; here are its key, what a badge loads, and
// what becomes of an answer.

/** Ctrl+Enter or Cmd+Enter asks, wherever the focus is. */
export function askByKey(form) {
  const ask = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
    form.requestSubmit();
  };
  addEventListener("keydown", ask, { capture: true }); // before the editor's own bindings
}

/** A badge that is pressed loads its subject; of several pressed quickly the last one counts. */
export function followBadges(mount) {
  mount.setAttribute("hx-sync", "this:replace");
  mount.addEventListener("mousedown", (event) => event.target.closest("[data-address]") && event.preventDefault());
  mount.addEventListener("click", (event) => {
    const badge = event.target.closest("[data-address]");
    if (badge) htmx.ajax("GET", badge.dataset.address, { source: mount, target: "#verdicts", swap: "outerHTML" });
  });
}

/** Call `tell(answer, source)` for each answer that comes in; `source` is null when none was sent for it. */
export function onAnswer(tell) {
  let last = findAnswer();
  addEventListener("htmx:afterSwap", (event) => {
    const found = findAnswer();
    if (!found || found === last) return;
    last = found;
    tell(readAnswer(), event.detail.requestConfig.formData.get("source"));
  });
}

const findAnswer = () => document.querySelector("#marks");

/** The answer on the page, as it is now; an empty one when there is none. */
export const readAnswer = () => JSON.parse(findAnswer()?.textContent || "{}");
