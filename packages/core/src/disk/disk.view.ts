import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { noHost } from "../service/no-host.view.ts";
import { isElsewhere } from "../service/owner.ts";
import { actionOf, offered, type Action } from "../ui/actions.ts";
import { ago, bytes, sentences } from "../ui/text/format.view.ts";
import { diskBar, type DiskBar } from "./disk-bar.view.ts";
import { modelSpace, type ModelSpace } from "./model-space.view.ts";
import type { ShownDisk } from "./shown-disk.ts";
import { roomBanner, type RoomBanner } from "./room-banner.view.ts";
import { spareSpace, type SpareSpace } from "./spare-space.view.ts";

/** What the Disk tab shows. */
export type DiskView = {
  readonly title: string;
  readonly note: string;
  /** Why nothing is counted, and what to do; empty if it is. */
  readonly why: string;
  readonly again: Action;
  /** What can be done with the folder, or put into it. */
  readonly actions: readonly Action[];
  readonly counted: {
    readonly path: string;
    readonly banner: RoomBanner | null;
    readonly when: string;
    readonly bar: DiskBar;
    readonly spare: SpareSpace;
    readonly models: ModelSpace;
  } | null;
};

/** What takes the space of the disk, and what of it may go; `null` while the tab is not shown. */
export function diskView(state: AppState, nowMs: number, shown: ShownDisk): DiskView | null {
  const head = {
    title: l10n.t("Disk"),
    again: actionOf({ type: "disk.count" }),
    actions: offered(state, [{ type: "model.import" }]),
    counted: null,
  };
  const invalid = noHost(hostFacts(state).service);
  if (invalid && shown.kind !== "closed")
    return { ...head, note: "", why: invalid.text, actions: invalid.actions };
  switch (shown.kind) {
    case "closed":
      return null;
    case "counting":
      return { ...head, note: l10n.t("counting…"), why: "" };
    case "out-of-reach":
      return { ...head, note: "", why: whyOutOfReach(state) };
    case "unreadable":
      return {
        ...head,
        note: "",
        why: l10n.t(
          "Ollama's models folder cannot be read: {0}. Make it readable for your user, then count again.",
          shown.detail,
        ),
      };
    case "counted": {
      const { usage } = shown;
      const { freeBytes, totalBytes } = usage.disk;
      return {
        ...head,
        note: l10n.t("{0} of {1} are free", bytes(freeBytes), bytes(totalBytes)),
        why: "",
        actions: offered(state, [
          { type: "model.import" },
          { type: "disk.open-folder" },
          { type: "disk.move-models" },
        ]),
        counted: {
          path: usage.path,
          banner: roomBanner(state, usage),
          when: l10n.t("Counted {0}.", ago(usage.countedAtMs, nowMs)),
          bar: diskBar(usage),
          spare: spareSpace(usage, nowMs),
          models: modelSpace(usage),
        },
      };
    }
  }
}

function whyOutOfReach(state: AppState): string {
  const { owner } = hostFacts(state).service;
  if (isElsewhere(owner))
    return l10n.t(
      "This Ollama runs on another machine, so Paddock cannot read its models folder. To see its space, open Paddock on that machine.",
    );
  return sentences(
    l10n.t("Paddock cannot read Ollama's models folder."),
    l10n.t(
      "It finds the folder by a model that Ollama lists, and reads it as your user. If there is a model, make the folder readable for your user; if Ollama runs in a container, open Paddock on the folder's own system. Then count again.",
    ),
  );
}
