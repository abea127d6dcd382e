import type { ModelChip } from "@paddock/core/views";
import { useRef } from "preact/hooks";
import "./chips.css";

type Props = {
  readonly label: string;
  readonly chips: readonly ModelChip[];
  readonly chosen: string;
  readonly choose: (key: string) => void;
};

/** One stop for the Tab key; the arrow keys move inside. */
export function Chips({ label, chips, chosen, choose }: Props) {
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
    <div ref={element} class="chips" role="group" aria-label={label} onKeyDown={onKeyDown}>
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
