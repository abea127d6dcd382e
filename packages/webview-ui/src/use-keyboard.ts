import { useEffect } from "preact/hooks";
import { keepFocus } from "./keep-focus.ts";
import { pressOnRelease } from "./press-on-release.ts";

/** What holds for the keyboard in all of a page. */
export function useKeyboard(): void {
  useEffect(keepFocus, []);
  useEffect(pressOnRelease, []);
  useEffect(() => {
    document.addEventListener("keydown", keepSelectAll);
    return () => document.removeEventListener("keydown", keepSelectAll);
  }, []);
}

/**
 * VS Code's script in a webview sends every key that reaches the window to VS Code, whose Select All comes back later than
 * the browser's own: what was typed meanwhile would be selected too, and replaced by the next letter.
 */
function keepSelectAll(event: KeyboardEvent): void {
  if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) event.stopPropagation();
}
