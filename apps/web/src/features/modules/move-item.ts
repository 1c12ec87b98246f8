/** The list with one entry moved by a number of places; outside the list nothing moves. */
export function moveItem<Item>(items: readonly Item[], from: number, by: number): Item[] {
  const to = from + by;
  const moved = items[from];
  if (moved === undefined || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}
