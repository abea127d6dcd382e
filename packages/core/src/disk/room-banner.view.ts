import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { progressIn } from "../downloads/downloads-here.view.ts";
import { shortModelName } from "../models/short-name.view.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { bytes, sentences } from "../ui/text/format.view.ts";
import { sizeOf, type DiskUsage } from "./disk-usage.ts";
import { bytesIn, enoughOf, type SpareOfKind } from "./enough-space.ts";
import { SPARE } from "./spare.ts";
import { waitingForRoom } from "./waiting-for-room.ts";

/** A download that the full disk has ended: what it needs, and the one button that helps. */
export type RoomBanner = {
  readonly title: string;
  readonly text: string;
  readonly action?: Action;
  /** Whether more is missing than the button frees. */
  readonly isShort: boolean;
};

export function roomBanner(state: AppState, usage: DiskUsage): RoomBanner | null {
  const { downloads } = hostFacts(state);
  const waiting = waitingForRoom(downloads, (one) => progressIn(state, one), usage.disk.freeBytes);
  if (!waiting) return null;
  const { download, missingBytes } = waiting;
  const name = shortModelName(download.model);
  if (missingBytes === 0)
    return {
      title: l10n.t("There is room for {0} now.", name),
      text: l10n.t("The disk was full when it was last tried."),
      action: actionOf({ type: "download.retry", id: download.id }),
      isShort: false,
    };
  const spare = helpfulSpare(usage, missingBytes);
  const shortBytes = Math.max(0, (missingBytes ?? 0) - bytesIn(spare));
  return {
    title:
      missingBytes === undefined
        ? l10n.t("{0} needs more room.", name)
        : l10n.t("{0} needs {1} more.", name, bytes(missingBytes)),
    text:
      spare.length > 0
        ? sentences(...spare.map(describeSpare), describeShort(shortBytes))
        : l10n.t("Delete a model that you no longer use, or move the models to a larger disk."),
    ...(spare.length > 0 && { action: freeing(spare, usage) }),
    isShort: shortBytes > 0,
  };
}

const describeShort = (shortBytes: number): string =>
  shortBytes === 0
    ? l10n.t("Once they are deleted, the download can be retried.")
    : l10n.t("That is not enough: {0} more are needed.", bytes(shortBytes));

/** What gives enough room, or else the kind that frees the most, of what may be deleted. */
function helpfulSpare(usage: DiskUsage, missingBytes: number | undefined): readonly SpareOfKind[] {
  const kinds = SPARE.filter((what) => what === "backups" || usage.isWritable)
    .map((what) => ({ what, sizeBytes: sizeOf(usage[what]) }))
    .filter(({ sizeBytes }) => sizeBytes > 0);
  const enough = missingBytes === undefined ? undefined : enoughOf(kinds, missingBytes);
  return enough ?? kinds.toSorted((a, b) => b.sizeBytes - a.sizeBytes).slice(0, 1);
}

const freeing = (spare: readonly SpareOfKind[], { countedAtMs }: DiskUsage): Action =>
  actionOf(
    { type: "disk.free", what: spare.map(({ what }) => what), countedAtMs },
    l10n.t("Free {0}…", bytes(bytesIn(spare))),
  );

function describeSpare({ what, sizeBytes }: SpareOfKind): string {
  switch (what) {
    case "backups":
      return l10n.t("Backups of the upgrade to 0.40 hold {0}.", bytes(sizeBytes));
    case "partials":
      return l10n.t("Partial downloads hold {0}.", bytes(sizeBytes));
    case "unused":
      return l10n.t("Layers without a model hold {0}.", bytes(sizeBytes));
  }
}
