import type { InspectorView } from "@paddock/core/views";
import { useRef } from "preact/hooks";
import { moveInTree } from "./move-in-tree.ts";
import { StateNode } from "./state-node.tsx";
import "./state-tree.css";

type Props = Pick<NonNullable<InspectorView["open"]>, "notes"> & {
  readonly parts: NonNullable<InspectorView["open"]>["state"];
  /** The paths of what an event changed, with a line break between two names. */
  readonly changed: readonly string[];
  readonly label: string;
};

/** A state as a tree: one tab stop, with arrows inside. What was changed is open and marked. */
export function StateTree({ parts, notes, changed, label }: Props) {
  const element = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={element}
      class="state-tree"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (element.current && moveInTree(element.current, event.key)) event.preventDefault();
      }}
    >
      {parts.map(({ kind, key, note, value }, index) => (
        <StateNode
          key={`${kind} ${key}`}
          name={key}
          note={note}
          notes={kind === "fact" ? notes : {}}
          value={value}
          path={key}
          depth={0}
          changed={kind === "fact" ? changed : []}
          isFirst={index === 0}
        />
      ))}
    </div>
  );
}
