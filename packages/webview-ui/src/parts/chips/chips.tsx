import { useRef } from "preact/hooks";
import "./chips.css";

type Props<Key extends string> = {
  readonly label: string;
  readonly chips: readonly { readonly key: Key; readonly label: string }[];
  readonly chosen: string;
  readonly choose: (key: Key) => void;
  /** Joined: one control, of which one part is always pressed. */
  readonly look?: "chips" | "chips joined";
};

/** One stop for the Tab key; the arrow keys move inside. */
export function Chips<Key extends string>({ label, chips, chosen, choose, look = "chips" }: Props<Key>) {
  const element = useRef<HTMLDivElement>(null);
  const stop = Math.max(
    0,
    chips.findIndex(({ key }) => key === chosen),
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...(element.current?.querySelectorAll("button") ?? [])];
    const now = buttons.findIndex((button) => button === document.activeElement);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div ref={element} class={look} role="group" aria-label={label} onKeyDown={onKeyDown}>
      {chips.map(({ key, label: text }, index) => (
        <button
          key={key}
          aria-pressed={key === chosen}
          tabIndex={index === stop ? 0 : -1}
          onClick={() => choose(key)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
