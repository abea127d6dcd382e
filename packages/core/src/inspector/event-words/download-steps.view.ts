import * as l10n from "@vscode/l10n";
import { isFromFile, type Origin } from "../../sending/origin.ts";

/** The steps whose words tell a download, an import and a copy apart, which all wait in one queue. */
export const STEPS = {
  requested: (model: string, from: Origin | undefined) =>
    choose(from, {
      download: l10n.t("Download requested: {0}", model),
      import: l10n.t("Import requested: {0}", model),
      copy: l10n.t("Copy from another host requested: {0}", model),
    }),
  started: (model: string, from: Origin | undefined) =>
    choose(from, {
      download: l10n.t("Download started: {0}", model),
      import: l10n.t("Import started: {0}", model),
      copy: l10n.t("Copy from another host started: {0}", model),
    }),
  queued: (model: string, from: Origin | undefined) =>
    choose(from, {
      download: l10n.t("Download queued: {0}", model),
      import: l10n.t("Import queued: {0}", model),
      copy: l10n.t("Copy from another host queued: {0}", model),
    }),
  paused: (model: string, from: Origin | undefined) =>
    choose(from, {
      download: l10n.t("Download paused: {0}", model),
      import: l10n.t("Import paused: {0}", model),
      copy: l10n.t("Copy from another host paused: {0}", model),
    }),
  cancelled: (model: string, from: Origin | undefined) =>
    choose(from, {
      download: l10n.t("Download cancelled: {0}", model),
      import: l10n.t("Import cancelled: {0}", model),
      copy: l10n.t("Copy from another host cancelled: {0}", model),
    }),
  completed: (model: string, from: Origin | undefined) =>
    choose(from, {
      download: l10n.t("Download complete: {0}", model),
      import: l10n.t("Import complete: {0}", model),
      copy: l10n.t("Copy from another host complete: {0}", model),
    }),
  failed: (model: string, from: Origin | undefined) =>
    choose(from, {
      download: l10n.t("Download failed: {0}", model),
      import: l10n.t("Import failed: {0}", model),
      copy: l10n.t("Copy from another host failed: {0}", model),
    }),
};

type Ways = { readonly download: string; readonly import: string; readonly copy: string };

const choose = (from: Origin | undefined, words: Ways): string =>
  words[from === undefined ? "download" : isFromFile(from) ? "import" : "copy"];
