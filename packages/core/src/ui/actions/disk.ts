import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { askToFree } from "../../disk/ask-to-free.action.ts";
import { freeSpace } from "../../disk/free-space.action.ts";
import { moveModels } from "../../disk/move-models.action.ts";
import { isFolderHere, openModelsFolder } from "../../disk/open-folder.action.ts";
import { SPARE } from "../../disk/spare.ts";
import { action, done } from "../action.ts";

const ofKinds = v.pipe(
  v.array(v.picklist(SPARE)),
  v.minLength(1),
  v.check((kinds) => new Set(kinds).size === kinds.length, "a kind stands there twice"),
);

/** Actions on the space that models take. */
export const DISK_ACTIONS = {
  "disk.count": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Count Again"),
    doors: { page: true },
    run({ disk }) {
      disk.count();
      return Promise.resolve(done());
    },
  }),
  "disk.open-folder": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Open Models Folder"),
    label: () => l10n.t("Open Folder"),
    icon: "folder-opened",
    doors: { page: true },
    isWorthwhile: isFolderHere,
    run: openModelsFolder,
  }),
  "disk.move-models": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Move Models…"),
    doors: { page: true },
    run: moveModels,
  }),
  "disk.free": action({
    about: "host",
    input: v.object({ what: ofKinds, countedAtMs: v.number() }),
    title: () => l10n.t("Free Disk Space…"),
    doors: { page: true },
    confirm: askToFree,
    run: freeSpace,
  }),
};
