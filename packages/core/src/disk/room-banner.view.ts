import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { progressIn } from "../downloads/downloads-here.view.ts";
import { shortModelNames } from "../models/short-name.view.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { bytes } from "../ui/text/format.view.ts";
import { sizeOf, type DiskUsage } from "./disk-usage.ts";
import { SPARE } from "./spare.ts";
import { waitingForRoom } from "./waiting-for-room.ts";

/** A download that the full disk has ended: what it needs, and the one button that helps most. */
export type RoomBanner = { readonly title: string; readonly text: string; readonly action?: Action };

export function roomBanner(state: AppState, usage: DiskUsage): RoomBanner | null {
  const { downloads } = hostFacts(state);
  const waiting = waitingForRoom(downloads, (one) => progressIn(state, one), usage.disk.freeBytes);
  if (!waiting) return null;
  const { download, missingBytes } = waiting;
  const name = shortModelNames([download.model]).get(download.model) ?? download.model;
  if (missingBytes === 0)
    return {
      title: l10n.t("There is room for {0} now.", name),
      text: l10n.t("The disk was full when it was last tried."),
      action: actionOf({ type: "download.retry", id: download.id }),
    };
  const free = freeMost(usage);
  return {
    title:
      missingBytes === undefined
        ? l10n.t("{0} needs more room.", name)
        : l10n.t("{0} needs {1} more.", name, bytes(missingBytes)),
    text: free
      ? l10n.t("{0} are in files that no model uses.", bytes(usage.spareBytes))
      : l10n.t("Delete a model that you no longer use, or move the models to a larger disk."),
    ...(free && { action: free }),
  };
}

/** The kind that frees the most, of what may be deleted. */
function freeMost(usage: DiskUsage): Action | undefined {
  const { isWritable, countedAtMs } = usage;
  const [most] = SPARE.filter((what) => what === "backups" || isWritable)
    .map((what) => ({ what, sizeBytes: sizeOf(usage[what]) }))
    .filter(({ sizeBytes }) => sizeBytes > 0)
    .toSorted((a, b) => b.sizeBytes - a.sizeBytes);
  return (
    most &&
    actionOf({ type: "disk.free", what: most.what, countedAtMs }, l10n.t("Free {0}…", bytes(most.sizeBytes)))
  );
}
