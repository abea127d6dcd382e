/** Focuses the first element that matches in the next frame; a page that does not have the focus does not take it. */
export function focusSoon(selector: string): void {
  if (document.hasFocus())
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true }),
    );
}
