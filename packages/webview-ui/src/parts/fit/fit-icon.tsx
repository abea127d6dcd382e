import type { FitPoint } from "@paddock/core/views";
import { Icon, type IconName } from "../icon/icon.tsx";

/** The shape of each answer to whether something fits. */
export const FIT_ICONS = {
  fits: "pass-filled",
  partly: "color-mode",
  "cpu-only": "chip",
  "too-big": "circle-slash",
  unknown: "question",
} as const satisfies Record<FitPoint["kind"], IconName>;

export const FitIcon = ({ kind, tone }: Pick<FitPoint, "kind" | "tone">) => (
  <span class={`fit-icon ${tone}`}>
    <Icon name={FIT_ICONS[kind]} />
  </span>
);
