const SVG = "http://www.w3.org/2000/svg";

/** One of the page's icons; its sheet is the one that the text area names. */
export function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  const sheet = document.querySelector("[data-editor]").dataset.icons;
  use.setAttribute("href", `${sheet}#${name}`);
  picture.setAttribute("aria-hidden", "true");
  picture.append(use);
  return picture;
}
