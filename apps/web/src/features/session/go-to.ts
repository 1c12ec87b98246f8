/** Loads a page anew, so that nothing of the former session stays in memory. */
export function goTo(path: string): void {
  window.location.assign(path);
}
