import * as l10n from "@vscode/l10n";
import { bytes } from "../ui/text/format.view.ts";
import type { DiskUsage } from "./disk-usage.ts";

export type DiskBar = {
  /** For a screen reader. */
  readonly label: string;
  /** Together the whole disk. */
  readonly parts: readonly {
    readonly key: "models" | "pending" | "spare" | "other" | "free";
    readonly label: string;
    readonly size: string;
    /** From 0 to 1. */
    readonly share: number;
  }[];
};

/** The whole disk, and what the models folder has of it. */
export function diskBar({ disk, modelBytes, pendingBytes, spareBytes }: DiskUsage): DiskBar {
  const { totalBytes, freeBytes } = disk;
  const otherBytes = Math.max(0, totalBytes - freeBytes - modelBytes - pendingBytes - spareBytes);
  const parts = [
    { key: "models", label: l10n.t("Models"), sizeBytes: modelBytes },
    { key: "pending", label: l10n.t("Being downloaded"), sizeBytes: pendingBytes },
    { key: "spare", label: l10n.t("Can be freed"), sizeBytes: spareBytes },
    { key: "other", label: l10n.t("Other files"), sizeBytes: otherBytes },
    { key: "free", label: l10n.t("Free"), sizeBytes: freeBytes },
  ] as const;
  return {
    label: l10n.t("What takes the space of the disk"),
    parts: parts
      .filter(({ key, sizeBytes }) => sizeBytes > 0 || (key !== "pending" && key !== "spare"))
      .map(({ sizeBytes, ...part }) => ({
        ...part,
        size: bytes(sizeBytes),
        share: totalBytes > 0 ? sizeBytes / totalBytes : 0,
      })),
  };
}
