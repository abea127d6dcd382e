/**
 * Keeps the focus in a page, since keys go nowhere without it; returns how to stop that. A frame forgets its focus when
 * another one takes it (a dialog or the palette of VS Code): here it comes back. A button that is disabled for a moment gets
 * it back once it is not; of one that stays so, or goes, the next one near its place gets it.
 */
export function keepFocus(): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  /** What had the focus last, and what it was in. */
  let path: readonly HTMLElement[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const giveBack = (): void => {
    if (!document.hasFocus() || isFocused()) return;
    const [first, ...around] = path;
    if (first && canTake(first)) return first.focus({ preventScroll: true });
    if (!first || !isThere(first)) return firstIn(around)?.focus({ preventScroll: true });
    waiting ??= setTimeout(() => {
      waiting = undefined;
      if (document.hasFocus() && !isFocused()) firstIn(around)?.focus({ preventScroll: true });
    }, MOMENT_MS);
  };
  const remember = (event: FocusEvent): void => {
    clearTimeout(waiting);
    waiting = undefined;
    path = event.composedPath().filter((one) => one instanceof HTMLElement);
  };
  // A click beside everything takes the focus away on purpose.
  const forget = (): void => {
    if (isFocused()) return;
    path = [];
    clearTimeout(waiting);
    waiting = undefined;
  };
  document.addEventListener("focusin", remember, { signal });
  document.addEventListener("pointerup", forget, { signal });
  window.addEventListener("focus", giveBack, { signal });
  const observer = new MutationObserver(giveBack);
  observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ["disabled", "class"] });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(waiting);
  });
  return () => stopped.abort();
}

/** Ollama has mostly stopped sooner. */
const MOMENT_MS = 10_000;

const TAKES_FOCUS = "a[href], button, input, select, textarea, vscode-button, [tabindex='0']";

const isFocused = (): boolean =>
  document.activeElement !== null &&
  document.activeElement !== document.body &&
  isShown(document.activeElement) &&
  !document.activeElement.matches(":disabled");

const isShown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });

const isThere = (element: HTMLElement): boolean => element.isConnected && isShown(element);

const canTake = (element: HTMLElement): boolean =>
  isThere(element) && !element.matches(":disabled, [disabled]");

function firstIn(places: readonly HTMLElement[]): HTMLElement | undefined {
  for (const place of places) {
    if (!place.isConnected) continue;
    const first = [...place.querySelectorAll<HTMLElement>(TAKES_FOCUS)].find(canTake);
    if (first) return first;
  }
  return undefined;
}
