import * as l10n from "@vscode/l10n";
import type { StoreFailure } from "../../shared/failure.ts";

/** Says why the history is not kept, and what to do about it. */
export function describeStoreFailure(failure: StoreFailure): string {
  switch (failure.kind) {
    case "store-missing":
      return l10n.t(
        "This version of the editor has no SQLite, which Paddock needs for its history. Update the editor.",
      );
    case "store-full":
      return l10n.t("The disk that holds Paddock's history is full. Free some space.");
    case "store-read-only":
      return l10n.t(
        "Paddock cannot write to its history file. Check that its folder exists and that you may write to it.",
      );
    case "store-damaged":
      return l10n.t("Paddock's history file is damaged. Close all windows to start a new one.");
    case "store-locked":
      return l10n.t(
        "Paddock's history file cannot be locked ({0}): its file system may not support locks, as some network drives do not, or another program holds one. Move the editor's data to a local disk, or close that program; then reload this window.",
        failure.detail,
      );
    case "store-failing":
      return l10n.t(
        "Paddock's history file cannot be used ({0}). Check the disk that holds it, then reload this window.",
        failure.detail,
      );
    case "store-newer":
      return l10n.t("A newer version of Paddock wrote the history. Update Paddock, or reload this window.");
  }
}
