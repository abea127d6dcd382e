/** Moves the focus among what opens in a tree, or opens and closes it; whether the key is one of a tree's. */
export function moveInTree(tree: HTMLElement, key: string): boolean {
  const all = [...tree.querySelectorAll("summary")];
  const now = all.findIndex((summary) => summary === document.activeElement);
  const current = all[now];
  if (!current) return false;
  const details = current.parentElement;
  switch (key) {
    case "ArrowDown":
      all[now + 1]?.focus();
      return true;
    case "ArrowUp":
      all[now - 1]?.focus();
      return true;
    case "Home":
      all[0]?.focus();
      return true;
    case "End":
      all.at(-1)?.focus();
      return true;
    case "ArrowRight":
      if (details instanceof HTMLDetailsElement && !details.open) current.click();
      else all[now + 1]?.focus();
      return true;
    case "ArrowLeft":
      if (details instanceof HTMLDetailsElement && details.open) current.click();
      else details?.parentElement?.closest("details")?.querySelector("summary")?.focus();
      return true;
    default:
      return false;
  }
}
