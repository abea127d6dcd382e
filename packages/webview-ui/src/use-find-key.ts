import { useEffect } from "preact/hooks";

/** Ctrl+F goes to a field while it is visible, wherever the focus is. */
export function useFindKey(fieldIn: () => HTMLElement | null | undefined): void {
  useEffect(() => {
    const find = (event: KeyboardEvent): void => {
      if (event.key !== "f" || !(event.ctrlKey || event.metaKey)) return;
      const field = fieldIn();
      if (!field?.checkVisibility()) return;
      event.preventDefault();
      field.focus();
    };
    document.addEventListener("keydown", find);
    return () => document.removeEventListener("keydown", find);
  }, []);
}
