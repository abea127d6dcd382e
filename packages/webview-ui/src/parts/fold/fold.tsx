import type { ComponentChildren } from "preact";
import { usePersistedState } from "../../persisted-state.ts";
import { Icon } from "../icon/icon.tsx";
import "./fold.css";

type Props = {
  /** Under which it is remembered whether it is open. */
  readonly name: string;
  readonly title: string;
  readonly note: string;
  /** Absent: there is nothing to open. */
  readonly children?: ComponentChildren;
};

/** What is shown on request. Without content it does not open, and has no chevron. */
export function Fold({ name, title, note, children }: Props) {
  const [isOpen, setOpen] = usePersistedState<boolean>(`open ${name}`, false);
  return children === undefined ? (
    <p class="fold plain">
      <span>{title}</span>
      <small>{note}</small>
    </p>
  ) : (
    <details class="fold" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Icon name="chevron-right" />
        <span>{title}</span>
        <small>{note}</small>
      </summary>
      {children}
    </details>
  );
}
