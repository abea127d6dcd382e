/** A double click on a button is meant as one: its second click would press what the first has changed. */
export function ignoreSecondClick(event: MouseEvent): void {
  if (event.detail > 1 && event.target instanceof Element && event.target.closest("button, vscode-button"))
    event.stopPropagation();
}
