import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings, type AppState } from "../app/state.ts";
import { progressIn } from "../downloads/downloads-here.view.ts";
import { allDownloads, isUnfinished, type Download } from "../downloads/downloads.ts";
import { sizeOfLayers } from "../downloads/pull-progress.ts";
import { memoryOf } from "../orphans/orphans.ts";
import { actionOf } from "../ui/actions.ts";
import { bytes, list, sentences } from "../ui/text/format.view.ts";
import { fine, fixBy, unchecked, whyUnseen, type Check, type Finding } from "./check.view.ts";
import { folderFixes } from "./end-findings.view.ts";
import type { Evidence } from "./evidence.view.ts";
import type { FolderReport } from "./machine-report.ts";

/** Whether the models folder is there, and Ollama may use it. */
export const hasFolder: Check = (evidence) => {
  const { machine } = evidence;
  if (!machine?.folder) return [];
  const what = l10n.t("The models folder can be read and written");
  if (machine.folder.kind === "unseen") return unchecked(what, whyUnseen(machine.folder));
  const { path, is } = machine.folder.value;
  if (is.kind === "closed") return unchecked(what, l10n.t("your user cannot look into {0}", path));
  const found = folderFinding(evidence, machine.folder.value);
  if (found) return [found];
  if (is.kind !== "folder") return [];
  return is.mayWrite === undefined
    ? fine(l10n.t("The models folder is there"), path)
    : fine(what, is.user === undefined ? path : l10n.t("{0}, by the user {1}", path, is.user));
};

function folderFinding({ state }: Evidence, { path, is }: FolderReport): Finding | undefined {
  const fixes = fixBy(state, ...folderFixes(state));
  switch (is.kind) {
    case "closed":
      return undefined;
    case "folder":
      if (is.mayRead !== false && is.mayWrite !== false) return undefined;
      return {
        cause: "folder-denied",
        finding:
          is.mayRead === false
            ? l10n.t("Ollama cannot read its models folder.")
            : l10n.t("Ollama cannot write to its models folder."),
        evidence: sentences(
          is.user === undefined
            ? l10n.t("The folder is {0}.", path)
            : l10n.t("The folder is {0}, and Ollama runs as the user {1}.", path, is.user),
          is.barredBy === undefined
            ? l10n.t(
                "Let the folder belong to that user, give that user the rights to it, or choose another folder.",
              )
            : l10n.t("That user cannot enter “{0}”: allow it, or choose another folder.", is.barredBy),
        ),
        ...fixes,
      };
    case "missing":
      return is.isOnMissingDrive
        ? {
            cause: "drive-missing",
            finding: l10n.t("The drive of the models folder is not there."),
            evidence: l10n.t(
              "The folder is {0}, and below {1} there is nothing of it. Connect the drive and start Ollama again, or choose another folder.",
              path,
              is.nearest,
            ),
            ...fixes,
          }
        : undefined;
    case "not-a-folder":
      return {
        cause: "folder-not-a-folder",
        finding: l10n.t("The path of the models folder leads through a file."),
        evidence: l10n.t("The folder is {0}, but {1} is a file. Choose another folder.", path, is.at),
        ...fixes,
      };
    case "dead-link":
      return {
        cause: "drive-missing",
        finding: l10n.t("The models folder is a link to a place that is not there."),
        evidence: l10n.t("{0} leads to {1}. Connect that drive, or choose another folder.", path, is.target),
        ...fixes,
      };
  }
}

/** Less is soon used up by a single model. */
const LITTLE_BYTES = 10e9;

/** What downloads still take: a layer of several of them is downloaded once. */
function missingBytes(state: AppState, downloads: readonly Download[]): number {
  const all = sizeOfLayers(downloads.flatMap(({ layers = [] }) => layers));
  const done = downloads.reduce((sum, one) => sum + progressIn(state, one).doneBytes, 0);
  return Math.max(0, all - done);
}

/** Whether there is space for models. */
export const hasSpace: Check = ({ state, machine }) => {
  if (machine?.folder?.kind !== "seen" || machine.folder.value.is.kind !== "folder") return [];
  const { path, is } = machine.folder.value;
  if (!is.disk) return [];
  const { freeBytes, totalBytes } = is.disk;
  const waiting = allDownloads(hostFacts(state).downloads).filter(isUnfinished);
  const needed = missingBytes(state, waiting);
  const free = l10n.t("{0} of {1} are free.", bytes(freeBytes), bytes(totalBytes));
  if (freeBytes >= LITTLE_BYTES && freeBytes >= needed) return fine(l10n.t("The disk has space"), free);
  return [
    {
      cause: "disk-nearly-full",
      finding: l10n.t("The disk of the models is nearly full."),
      evidence: sentences(
        free,
        needed > 0 ? l10n.t("Downloads still need {0}.", bytes(needed)) : "",
        l10n.t("The folder is {0}.", path),
      ),
      ...fixBy(state, actionOf({ type: "dashboard.show-part", part: "disk" }, l10n.t("Free Space…"))),
    },
  ];
};

/** Whether an Ollama that has ended left processes behind. */
export const leftNothing: Check = ({ state }) => {
  const { orphans } = hostReadings(state);
  if (orphans.length === 0) return [];
  return [
    {
      cause: "left-behind",
      finding: l10n.t("An Ollama that has ended left processes behind."),
      evidence: l10n.t(
        "They hold {0} of memory: {1}.",
        bytes(memoryOf(orphans)),
        list(orphans.map(({ process }) => l10n.t("pid {0}", process.pid))),
      ),
      ...fixBy(state, actionOf({ type: "service.end-orphans" })),
    },
  ];
};
