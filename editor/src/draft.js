// What was typed, kept in this tab for the page on which it was typed, until that page itself says something else.

const keyOf = ({ pathname, search }) => {
  const query = new URLSearchParams(search);
  query.delete("at"); // another subject of the same program
  return `draft:${pathname}?${query}`;
};

/** The draft for a page whose own text is `base`; null when there is none. */
export function loadDraft(address, base) {
  const draft = attempt(() => JSON.parse(sessionStorage.getItem(keyOf(address))));
  return draft?.base === base ? draft.text : null;
}

/** Keep what was typed over `base`. */
export function keepDraft(address, base, text) {
  if (text === base) dropDraft(address);
  else attempt(() => sessionStorage.setItem(keyOf(address), JSON.stringify({ base, text })));
}

/** Forget it: it has an address of its own now. */
export function dropDraft(address) {
  attempt(() => sessionStorage.removeItem(keyOf(address)));
}

// A browser may refuse storage, or have no room: then there is no draft, and everything else works.
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}
