import type { DownloadRow } from "@paddock/core/views";
import { Icon, type IconName } from "../icon/icon.tsx";

/** The icons of the side bar: each state has a shape of its own. */
const ICONS = {
  queued: ["list-ordered", "idle"],
  offline: ["debug-disconnect", "idle"],
  pulling: ["loading", "busy"],
  still: ["warning", "look"],
  waiting: ["sync", "look"],
  pausing: ["loading", "busy"],
  paused: ["debug-pause", "idle"],
  cancelling: ["loading", "busy"],
  completed: ["check", "ok"],
  failed: ["error", "bad"],
  cancelled: ["circle-slash", "idle"],
} as const satisfies Record<DownloadRow["stage"], readonly [IconName, string]>;

export function StageIcon({ stage }: Pick<DownloadRow, "stage">) {
  const [name, look] = ICONS[stage];
  return (
    <span class={`stage ${look}`} data-stage={stage}>
      <Icon name={name} />
    </span>
  );
}
