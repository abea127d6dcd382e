import type { InspectorView } from "@paddock/core/views";
import { useState } from "preact/hooks";
import { Icon } from "../icon/icon.tsx";

type Value = NonNullable<InspectorView["open"]>["state"][number]["value"];

type Props = {
  readonly name: string;
  readonly note?: string | undefined;
  /** What is told of the values inside, by their paths; of others, how many there are. */
  readonly notes: NonNullable<InspectorView["open"]>["notes"];
  readonly value: Value;
  readonly path: string;
  readonly depth: number;
  readonly changed: readonly string[];
  /** Whether there is nothing beside it. */
  readonly isOnly?: boolean;
  /** The tab stop of the tree. */
  readonly isFirst?: boolean;
};

/** A value with its name; an object or a list opens. */
export function StateNode({
  name,
  note,
  notes,
  value,
  path,
  depth,
  changed,
  isOnly,
  isFirst = false,
}: Props) {
  const [isOpened, setOpened] = useState<boolean>();
  const isMarked = changed.some((one) => one === path || path.startsWith(`${one}\n`));
  const inside = typeof value === "object" && value !== null ? Object.entries(value) : undefined;
  const indent = { paddingLeft: `${depth * 16}px` };
  if (!inside || inside.length === 0)
    return (
      <div class={isMarked ? "leaf changed" : "leaf"} style={indent}>
        <code translate={false}>
          {name}: <span class={typeof value}>{isMoment(name, value) ? value : JSON.stringify(value)}</span>
        </code>
      </div>
    );
  const isOpen = isOpened ?? (isOnly || isOnTheWay(path, changed) || (isMarked && depth < 4));
  return (
    <details open={isOpen}>
      <summary
        class={isMarked ? "changed" : ""}
        style={indent}
        tabIndex={isFirst ? 0 : -1}
        onClick={(event) => {
          event.preventDefault();
          setOpened(!isOpen);
        }}
      >
        <Icon name="chevron-right" />
        <span translate={false}>{name}</span> <small>{note ?? inside.length}</small>
      </summary>
      {isOpen &&
        inside.map(([key, one]: [string, Value]) => (
          <StateNode
            key={key}
            name={key}
            note={notes[`${path}\n${key}`]}
            notes={notes}
            value={one}
            path={`${path}\n${key}`}
            depth={depth + 1}
            changed={changed}
            isOnly={inside.length === 1}
          />
        ))}
    </details>
  );
}

/** The host tells a point in time by its text. */
const isMoment = (name: string, value: Value): value is string =>
  name.endsWith("Ms") && typeof value === "string";

const isOnTheWay = (path: string, changed: readonly string[]): boolean =>
  path === "hosts" || changed.some((one) => one.startsWith(`${path}\n`));
