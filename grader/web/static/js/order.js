// Steps that are put in order: they move between two lists, and their select boxes, which are sent, follow.
// Without this the select boxes are shown and do the same.
(() => {
  "use strict";
  const $ = (selector, inside = document) => inside.querySelector(selector);
  const $$ = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const stepsOf = (list) => [...list.children];

  class Ordering {
    constructor(board) {
      this.board = board;
      this.ordered = $("[data-ordered]", board);
      this.offered = $("[data-offered]", board);
      this.all = $$("[data-step]", board);
      this.letters = new Map(this.all.map((step) => [step, $("[data-place]", step).textContent]));
      for (const part of $$("[data-scripted], [data-moves]", board)) part.hidden = false;
      for (const step of this.all) $("select", step).hidden = true;
      this.ordered.append(...this.all.filter((step) => this.placeOf(step)).sort((a, b) => this.placeOf(a) - this.placeOf(b)));
      this.show();
      board.addEventListener("click", (event) => this.onClick(event));
      board.addEventListener("keydown", (event) => this.onKey(event));
    }

    placeOf(step) {
      return $("select", step).selectedIndex;
    }

    isOrdered(step) {
      return step.parentElement === this.ordered;
    }

    // The select boxes, the numbers and the buttons follow the lists.
    show() {
      const order = stepsOf(this.ordered);
      for (const step of this.all) {
        const place = order.indexOf(step) + 1;
        $("select", step).selectedIndex = place;
        $("[data-place]", step).textContent = place || this.letters.get(step);
        for (const button of $$("[data-move]", step)) button.hidden = (button.dataset.move === "put") === place > 0;
      }
      $("#offered-title", this.board).hidden = order.length === this.all.length;
    }

    onClick(event) {
      const step = event.target.closest("[data-step]");
      const button = event.target.closest("[data-move]");
      if (!step || (!button && this.isOrdered(step))) return;
      const move = button ? button.dataset.move : "put";
      this.move(step, move === "put" && this.isOrdered(step) ? "out" : move);
    }

    onKey(event) {
      const step = event.target.closest("[data-step]");
      const move = { ArrowUp: "up", ArrowDown: "down", Delete: "out", Backspace: "out" }[event.key];
      if (!step || !move || !this.isOrdered(step) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.move(step, move);
    }

    move(step, move) {
      const held = step.contains(document.activeElement) ? document.activeElement.dataset.move : "";
      const below = stepsOf(this.offered).filter((other) => other !== step);
      if (move === "put") this.ordered.append(step);
      if (move === "up" && step.previousElementSibling) step.previousElementSibling.before(step);
      if (move === "down" && step.nextElementSibling) step.nextElementSibling.after(step);
      if (move === "out") this.giveBack(step);
      this.show();
      if (held) this.focus(move === "put" && below.length ? below[0] : step, held);
      this.say(step);
      step.dispatchEvent(new Event("change", { bubbles: true }));
    }

    giveBack(step) {
      const after = stepsOf(this.offered).find((other) => this.letters.get(other) > this.letters.get(step));
      this.offered.insertBefore(step, after || null);
    }

    // A button that was held stays held where it is still shown.
    focus(step, held) {
      const shown = $$("[data-move]", step).filter((button) => !button.hidden);
      (shown.find((button) => button.dataset.move === held) || shown[0]).focus();
    }

    say(step) {
      const words = this.isOrdered(step) ? this.board.dataset.put : this.board.dataset.out;
      const told = words.replace("{number}", this.placeOf(step)).replace("{step}", $(".what", step).textContent);
      $("[data-said]", this.board).textContent = told;
    }
  }

  const boards = new WeakSet();
  const prepare = () => {
    for (const board of $$("[data-ordering]").filter((one) => !boards.has(one))) {
      boards.add(board);
      new Ordering(board);
    }
  };
  addEventListener("htmx:afterSwap", prepare);
  prepare();
})();
