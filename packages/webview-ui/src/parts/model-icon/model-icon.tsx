import type { ModelRow } from "@paddock/core/views";
import { Dot } from "../dot/dot.tsx";
import { Icon, type IconName } from "../icon/icon.tsx";
import "./model-icon.css";

/** The same icons as in the side bar. */
const ICONS = {
  loaded: "circle-large-filled",
  idle: "circle-large",
  cloud: "cloud",
  unavailable: "circle-slash",
} satisfies Record<ModelRow["kind"], IconName>;

/** The kind and state of a model. It always stands beside the words for them. */
export const ModelIcon = ({ kind, tone }: Pick<ModelRow, "kind" | "tone">) =>
  tone === "busy" ? (
    <Dot tone={tone} />
  ) : (
    <span class={`kind ${kind}`}>
      <Icon name={ICONS[kind]} />
    </span>
  );
