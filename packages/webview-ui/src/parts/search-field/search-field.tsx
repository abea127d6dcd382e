import type { RefObject } from "preact";
import { Icon } from "../icon/icon.tsx";
import "./search-field.css";

type Props = {
  /** What can be typed here. */
  readonly hint: string;
  readonly value: string;
  readonly type: (text: string) => void;
  /** Goes to what is found. */
  readonly enter?: () => void;
  /** Escape was pressed. */
  readonly leave?: () => void;
  readonly field?: RefObject<HTMLInputElement | null>;
};

/** A field above a list, which Escape empties. */
export const SearchField = ({ hint, value, type, enter, leave, field }: Props) => (
  <div class="search-field">
    <Icon name="search" />
    <input
      {...(field && { ref: field })}
      type="text"
      value={value}
      placeholder={hint}
      aria-label={hint}
      onInput={({ currentTarget }) => type(currentTarget.value)}
      onKeyDown={(event) => {
        // These keys choose among what an input method offers.
        if (event.isComposing) return;
        const { key } = event;
        if (key === "Escape") {
          type("");
          leave?.();
        } else if (enter && (key === "Enter" || key === "ArrowDown")) {
          event.preventDefault();
          enter();
        }
      }}
    />
  </div>
);
