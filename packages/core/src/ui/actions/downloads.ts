import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { decideHere } from "../../app/decide.ts";
import { hostFacts } from "../../app/state.ts";
import { copyKey } from "../../downloads/copy-key.action.ts";
import {
  askToCancel,
  askToForget,
  cancelDownload,
  clearAll,
  clearDownload,
  forgetDownload,
  repairDownload,
} from "../../downloads/forget-download.action.ts";
import { moveDownload } from "../../downloads/move-download.action.ts";
import { queueMoveSchema } from "../../downloads/queue-move.ts";
import { askToLeaveStuck, leavingStuck } from "../../downloads/leave-stuck.action.ts";
import { askToPause, pauseAll, pauseDownload } from "../../downloads/pause-download.action.ts";
import {
  addModel,
  requestDownload,
  resumeAll,
  resumeDownload,
  retryDownload,
} from "../../downloads/request-download.action.ts";
import { isWorthKeeping } from "../../downloads/downloads.ts";
import { progressIn } from "../../downloads/downloads-here.view.ts";
import { canRetry } from "../../downloads/retries.ts";
import { downloadIdSchema, NEW_DOWNLOAD } from "../../downloads/download-id.ts";
import { modelNameSchema, NEW_MODEL } from "../../models/model-name.ts";
import { action, commandAction, refusalOf } from "../action.ts";
import { row, title } from "../menus.ts";

const ofDownload = v.object({ id: downloadIdSchema });
const LONGEST_TEXT = 2_000;

/** Actions on downloads. */
export const DOWNLOAD_ACTIONS = {
  /** Asks for a model, starting with a text; if the text is a model name, only asks for confirmation. */
  "download.add": action({
    about: "host",
    input: v.object({ text: v.exactOptional(v.pipe(v.string(), v.maxLength(LONGEST_TEXT))) }),
    title: () => l10n.t("Add Model…"),
    icon: "add",
    doors: { palette: "paddock.models.add", page: true },
    menus: [title("models", "navigation@1"), title("downloads", "navigation@1")],
    when: (state) =>
      refusalOf(decideHere(state, { type: "download.request", id: NEW_DOWNLOAD, model: NEW_MODEL })),
    run: addModel,
  }),
  "download.request": commandAction({
    needsService: true,
    about: "host",
    input: v.object({ model: modelNameSchema }),
    title: () => l10n.t("Download"),
    doors: { page: true, api: true },
    command: ({ model }) => ({ type: "download.request", id: NEW_DOWNLOAD, model }),
    run: requestDownload,
  }),
  "download.pause": commandAction({
    about: "download",
    input: ofDownload,
    title: () => l10n.t("Pause Download"),
    label: () => l10n.t("Pause"),
    icon: "debug-pause",
    doors: { palette: "paddock.downloads.pause", page: true, api: true },
    menus: [row("downloads", "inline@1"), row("downloads", "1_download@1")],
    none: () => ({ reason: "no-download", to: "pause" }),
    confirm: (context, input) => askToLeaveStuck(context, input) ?? askToPause(context),
    command: ({ id }) => ({ type: "download.pause", id }),
    run: leavingStuck(pauseDownload),
  }),
  "download.resume": commandAction({
    needsService: true,
    about: "download",
    input: ofDownload,
    title: () => l10n.t("Resume Download"),
    label: () => l10n.t("Resume"),
    icon: "play",
    doors: { palette: "paddock.downloads.resume", page: true, api: true },
    menus: [row("downloads", "inline@1"), row("downloads", "1_download@2")],
    none: () => ({ reason: "no-download", to: "resume" }),
    command: ({ id }) => ({ type: "download.resume", id }),
    run: resumeDownload,
  }),
  "download.retry": commandAction({
    needsService: true,
    about: "download",
    input: ofDownload,
    title: () => l10n.t("Retry Download"),
    label: () => l10n.t("Retry"),
    icon: "refresh",
    doors: { palette: "paddock.downloads.retry", page: true, api: true },
    menus: [row("downloads", "inline@1"), row("downloads", "1_download@3")],
    none: () => ({ reason: "no-download", to: "retry" }),
    isWorthwhile(state, { id }) {
      const situation = hostFacts(state).downloads[id]?.situation;
      return situation?.kind === "cancelled" || (situation?.kind === "failed" && canRetry(situation.failure));
    },
    command: ({ id }) => ({ type: "download.retry", id }),
    run: retryDownload,
  }),
  "download.move-up": commandAction({
    about: "download",
    input: ofDownload,
    title: () => l10n.t("Move Download Up in the Queue"),
    label: () => l10n.t("Move Up"),
    icon: "arrow-up",
    doors: { palette: "paddock.downloads.moveUp", page: true },
    menus: [row("downloads", "2_queue@1")],
    none: () => ({ reason: "no-download", to: "move" }),
    command: ({ id }) => ({ type: "download.move", id, to: { kind: "up" } }),
    run: (context, { id }) => moveDownload(context, { id, to: { kind: "up" } }),
  }),
  "download.move-down": commandAction({
    about: "download",
    input: ofDownload,
    title: () => l10n.t("Move Download Down in the Queue"),
    label: () => l10n.t("Move Down"),
    icon: "arrow-down",
    doors: { palette: "paddock.downloads.moveDown", page: true },
    menus: [row("downloads", "2_queue@2")],
    none: () => ({ reason: "no-download", to: "move" }),
    command: ({ id }) => ({ type: "download.move", id, to: { kind: "down" } }),
    run: (context, { id }) => moveDownload(context, { id, to: { kind: "down" } }),
  }),
  /** To any place in the queue, as by dragging. */
  "download.move": commandAction({
    about: "host",
    input: v.object({ id: downloadIdSchema, to: queueMoveSchema }),
    title: () => l10n.t("Move Download in the Queue"),
    doors: { page: true },
    command: ({ id, to }) => ({ type: "download.move", id, to }),
    run: moveDownload,
  }),
  "download.cancel": commandAction({
    about: "download",
    input: ofDownload,
    title: () => l10n.t("Cancel Download"),
    label: () => l10n.t("Cancel"),
    icon: "close",
    doors: { palette: "paddock.downloads.cancel", page: true, api: true },
    menus: [row("downloads", "inline@2"), row("downloads", "1_download@4")],
    none: () => ({ reason: "no-download", to: "cancel" }),
    confirm: askToLeaveStuck,
    command: ({ id }) => ({ type: "download.cancel", id }),
    run: leavingStuck(cancelDownload),
  }),
  /** The same by a key, which is easily hit by mistake: asks first. */
  "download.ask-to-cancel": commandAction({
    about: "download",
    input: ofDownload,
    title: () => l10n.t("Cancel Download"),
    doors: { page: true },
    confirm: (context, input) => askToLeaveStuck(context, input) ?? askToCancel(context, input),
    command: ({ id }) => ({ type: "download.cancel", id }),
    run: leavingStuck(cancelDownload),
  }),
  /** Removes it from the list, and its data from the disk. */
  "download.forget": commandAction({
    about: "download",
    input: ofDownload,
    title: () => l10n.t("Delete Partial Download"),
    label: () => l10n.t("Delete Partial"),
    icon: "trash",
    doors: { palette: "paddock.downloads.forget", page: true },
    menus: [row("downloads", "1_download@5")],
    none: () => ({ reason: "no-download", to: "forget" }),
    isWorthwhile(state, { id }) {
      const download = hostFacts(state).downloads[id];
      return (
        download !== undefined &&
        download.from === undefined &&
        isWorthKeeping(download) &&
        progressIn(state, download).doneBytes > 0
      );
    },
    confirm: askToForget,
    command: ({ id }) => ({ type: "download.clear", id }),
    run: forgetDownload,
  }),
  "download.clear": commandAction({
    about: "download",
    input: ofDownload,
    title: () => l10n.t("Clear Download"),
    label: () => l10n.t("Clear"),
    icon: "clear-all",
    doors: { palette: "paddock.downloads.clear", page: true },
    menus: [row("downloads", "inline@3"), row("downloads", "1_download@6")],
    none: () => ({ reason: "no-download", to: "clear" }),
    command: ({ id }) => ({ type: "download.clear", id }),
    run: clearDownload,
  }),
  /** Mends its data, or deletes what cannot be mended, and retries. */
  "download.repair": commandAction({
    about: "download",
    input: ofDownload,
    title: () => l10n.t("Repair"),
    doors: { page: true },
    command: ({ id }) => ({ type: "download.retry", id }),
    run: repairDownload,
  }),
  "download.pause-all": commandAction({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Pause All Downloads"),
    icon: "debug-pause",
    doors: { palette: "paddock.downloads.pauseAll", page: true },
    menus: [title("downloads", "navigation@2", "canPause")],
    confirm: (context, input) => askToLeaveStuck(context, input) ?? askToPause(context),
    command: () => ({ type: "download.pause-all" }),
    run: leavingStuck(pauseAll),
  }),
  "download.resume-all": commandAction({
    needsService: true,
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Resume All Downloads"),
    icon: "play",
    doors: { palette: "paddock.downloads.resumeAll", page: true },
    menus: [title("downloads", "navigation@3", "canResume")],
    command: () => ({ type: "download.resume-all" }),
    run: resumeAll,
  }),
  "download.clear-all": commandAction({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Clear Finished Downloads"),
    icon: "clear-all",
    doors: { palette: "paddock.downloads.clearAll", page: true },
    menus: [title("downloads", "1_downloads@1")],
    command: () => ({ type: "download.clear-all" }),
    run: clearAll,
  }),
  "ollama.copy-key": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Copy Key"),
    doors: { page: true },
    run: copyKey,
  }),
};
