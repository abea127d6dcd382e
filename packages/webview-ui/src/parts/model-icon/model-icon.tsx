import type { PanelModelRow } from "@paddock/core/views";
import { Icon, type IconName } from "../icon/icon.tsx";
import "./model-icon.css";

const ICONS = {
  damaged: "warning",
  loaded: "circle-large-filled",
  partly: "color-mode",
  idle: "circle-large",
  cloud: "cloud",
  unavailable: "circle",
  busy: "loading",
  downloading: "cloud-download",
  coming: "cloud-download",
  update: "arrow-circle-up",
} satisfies Record<PanelModelRow["icon"], IconName>;

/** The state of a model, each with a shape of its own. It always stands beside the words for it. */
export const ModelIcon = ({ icon }: Pick<PanelModelRow, "icon">) => (
  <span class={`kind ${icon}`}>
    <Icon name={ICONS[icon]} />
  </span>
);
