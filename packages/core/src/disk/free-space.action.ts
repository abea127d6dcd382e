import * as l10n from "@vscode/l10n";
import { freeBackup } from "../models/free-backup.action.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { errorText } from "../shared/error-text.ts";
import { worstOf, type Outcome } from "../shared/outcome.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { bytes } from "../ui/text/format.view.ts";
import { countDisk } from "./count-disk.action.ts";
import { sizeOf, YOUNG_MS, type DiskUsage } from "./disk-usage.ts";
import type { Spare } from "./spare.ts";
import { spareIn } from "./spare.ts";

/** `countedAtMs` says which numbers the person has seen. */
export type FreeSpace = { readonly what: Spare["what"]; readonly countedAtMs: number };

/** What the person was shown and nothing needs now either; `undefined` if other numbers are shown. */
export async function stillSpare(
  { app, clock, disk }: Pick<ActionContext, "app" | "clock" | "disk">,
  folder: ModelsFolder,
  { what, countedAtMs }: FreeSpace,
): Promise<Spare | undefined> {
  const shown = disk.shown();
  if (shown.kind !== "counted" || shown.usage.countedAtMs !== countedAtMs) return undefined;
  return spareIn(await countDisk(folder, app.state(), clock), what, shown.usage);
}

/** Deletes what the person was shown, as far as nothing needs it right before that. */
export async function freeSpace(context: ActionContext, asked: FreeSpace): Promise<ActionAnswer> {
  const { files, clock, disk, show } = context;
  const folder = await files.folder();
  if (!folder) return refused({ reason: "folder-out-of-reach" });
  try {
    const spare = await stillSpare(context, folder, asked);
    if (!spare) return refused({ reason: "counted-again" });
    if (spare.files.length === 0) return refused({ reason: "nothing-to-free" });
    if (spare.what === "backups") return await freeBackups(context, spare.files);
    const digests = spare.files.map(({ digest }) => digest);
    const before = clock.now() - YOUNG_MS;
    const freed =
      spare.what === "partials"
        ? await folder.forgetPartials(digests, before)
        : await folder.deleteBlobs(digests, before);
    show.mention(l10n.t("{0} of disk space was freed.", bytes(freed)));
    return done();
  } catch (error) {
    const detail = errorText(error);
    return refused({ reason: "files-undeletable", detail });
  } finally {
    disk.count();
  }
}

/** By Ollama's API, one after the other: it takes a backup out of the list that names it. */
async function freeBackups(context: ActionContext, backups: DiskUsage["backups"]): Promise<ActionAnswer> {
  const outcomes: Outcome[] = [];
  for (const { models } of backups) {
    const [model] = models;
    if (!model) continue;
    const answer = await freeBackup(context, { model });
    if (!answer.accepted) return answer;
    outcomes.push(await answer.completed);
  }
  const worst = worstOf(outcomes);
  if (worst.kind === "done")
    context.show.mention(l10n.t("{0} of disk space was freed.", bytes(sizeOf(backups))));
  return { accepted: true, completed: Promise.resolve(worst) };
}
