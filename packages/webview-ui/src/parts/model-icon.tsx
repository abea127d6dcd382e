import type { ModelRow } from "@paddock/core/views";
import { Dot } from "./dot.tsx";
import { Icon, type IconName } from "./icon.tsx";

/** The same as in the side bar. */
const ICONS = {
  loaded: "circle-large-filled",
  idle: "circle-large",
  cloud: "cloud",
  unavailable: "circle-slash",
} satisfies Record<ModelRow["kind"], IconName>;

/** What a model is and how it is going, beside its words; never instead of them. */
export const ModelIcon = ({ kind, tone }: Pick<ModelRow, "kind" | "tone">) =>
  tone === "busy" ? (
    <Dot tone={tone} />
  ) : (
    <span class={`kind ${kind}`}>
      <Icon name={ICONS[kind]} />
    </span>
  );
