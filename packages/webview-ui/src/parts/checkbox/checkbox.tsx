import type { ComponentChildren } from "preact";
import "./checkbox.css";

type Props = {
  readonly isChecked: boolean;
  readonly isOff?: boolean;
  readonly check: (isChecked: boolean) => void;
  /** Its label. */
  readonly children: ComponentChildren;
};

export const Checkbox = ({ isChecked, isOff = false, check, children }: Props) => (
  <label class="checkbox">
    <input
      type="checkbox"
      checked={isChecked}
      disabled={isOff}
      onChange={({ currentTarget }) => check(currentTarget.checked)}
    />
    {children}
  </label>
);
