/** Keys on a drawing. */
export type Acts = Partial<Record<string, () => void>>;

/** Do what a key stands for, if it stands for something; chords stay the browser's. True where something was done. */
export function act(event: KeyboardEvent, acts: Acts): boolean {
  const found = acts[event.key];
  if (found === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
  event.preventDefault();
  found();
  return true;
}

/** Enter and space press what looks like a button; `shift` says whether that key was held. */
export function pressed(press: (shift: boolean) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const go = (): void => press(event.shiftKey);
    act(event, { Enter: go, ' ': go });
  };
}
