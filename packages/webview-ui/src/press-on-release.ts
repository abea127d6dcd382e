const BUTTONS = "button, vscode-button, summary";

/**
 * A button is pressed by Enter once the key is released, as by the space bar, and other elements only once for each time
 * the key is held: a key that repeats would answer the question that it has opened, or press what took the button's place.
 * Returns how to stop that.
 */
export function pressOnRelease(): () => void {
  const stopped = new AbortController();
  const options = { capture: true, signal: stopped.signal };
  let held: HTMLElement | undefined;
  document.addEventListener(
    "keydown",
    (event) => {
      if (!isPress(event)) return;
      const button = buttonAt(event);
      if (!button && !event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) held = button;
    },
    options,
  );
  document.addEventListener(
    "keyup",
    (event) => {
      const pressed = held;
      held = undefined;
      if (pressed && isPress(event) && buttonAt(event) === pressed) pressed.click();
    },
    options,
  );
  // The key is then released elsewhere.
  window.addEventListener("blur", () => (held = undefined), { signal: stopped.signal });
  return () => stopped.abort();
}

/** The space bar too where an element of its own acts while it is held; native buttons wait by themselves. */
function isPress({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  if (!(target instanceof HTMLElement) || target.matches("input, textarea, select")) return false;
  return key === "Enter" || (key === " " && target.matches("vscode-button"));
}

const buttonAt = ({ target }: KeyboardEvent): HTMLElement | undefined =>
  (target instanceof Element && target.closest<HTMLElement>(BUTTONS)) || undefined;
