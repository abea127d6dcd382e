import type { FitPoint } from "@paddock/core/views";
import { Icon, type IconName } from "../icon/icon.tsx";

const ICONS = {
  fits: "pass-filled",
  partly: "color-mode",
  "cpu-only": "chip",
  "too-big": "circle-slash",
  unknown: "question",
} as const satisfies Record<FitPoint["kind"], IconName>;

/** Whether something fits: each answer has a shape of its own. */
export const FitIcon = ({ kind, tone }: Pick<FitPoint, "kind" | "tone">) => (
  <span class={`fit-icon ${tone}`}>
    <Icon name={ICONS[kind]} />
  </span>
);
