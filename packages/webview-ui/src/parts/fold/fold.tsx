import type { ComponentChildren } from "preact";
import { Icon } from "../icon/icon.tsx";
import "./fold.css";

type Props = {
  readonly title: string;
  readonly note: string;
  readonly isOpen?: boolean;
  /** Absent: there is nothing to open. */
  readonly children?: ComponentChildren;
};

/** What is shown on request. Without content it does not open, and has no chevron. */
export const Fold = ({ title, note, isOpen = false, children }: Props) =>
  children === undefined ? (
    <p class="fold plain">
      <span>{title}</span>
      <small>{note}</small>
    </p>
  ) : (
    <details class="fold" open={isOpen}>
      <summary>
        <Icon name="chevron-right" />
        <span>{title}</span>
        <small>{note}</small>
      </summary>
      {children}
    </details>
  );
