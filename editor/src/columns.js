// The compiler counts columns in bytes of UTF-8, from 1; the editor counts UTF-16 units, from 0.

// A lone surrogate is sent to the server as U+FFFD, which has three bytes as well.
const bytesOf = (codePoint) => (codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4);

/** The offset in a line at which the character of a byte column starts; the line's end for any column behind it. */
export function offsetOfColumn(line, column) {
  let bytes = column - 1;
  let offset = 0;
  for (const character of line) {
    const size = bytesOf(character.codePointAt(0));
    if (bytes < size) break;
    bytes -= size;
    offset += character.length;
  }
  return offset;
}
