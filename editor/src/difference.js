/** The one replacement that makes `after` of `before`, as small as it can be; null when they are equal. */
export function findDifference(before, after) {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let kept = 0;
  while (kept < shorter - start && before.at(-1 - kept) === after.at(-1 - kept)) kept += 1;
  return { from: start, to: before.length - kept, insert: after.slice(start, after.length - kept) };
}
