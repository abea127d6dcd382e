import * as l10n from "@vscode/l10n";
import { freeBackup } from "../models/free-backup.action.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { errorText } from "../shared/error-text.ts";
import { worstOf, type Outcome } from "../shared/outcome.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { bytes } from "../ui/text/format.view.ts";
import { countDisk } from "./count-disk.action.ts";
import { sizeOf, YOUNG_MS, type DiskUsage } from "./disk-usage.ts";
import { spareIn, type Spare, type SpareKind } from "./spare.ts";

/** `countedAtMs` says which numbers the person has seen. */
export type FreeSpace = { readonly what: readonly SpareKind[]; readonly countedAtMs: number };

/** What there is of what the person was shown, and nothing needs now either; `undefined` if other numbers are shown. */
export async function stillSpare(
  { app, clock, disk }: Pick<ActionContext, "app" | "clock" | "disk">,
  folder: ModelsFolder,
  { what, countedAtMs }: FreeSpace,
): Promise<readonly Spare[] | undefined> {
  const shown = disk.shown();
  if (shown.kind !== "counted" || shown.usage.countedAtMs !== countedAtMs) return undefined;
  const usage = await countDisk(folder, app.state(), clock);
  return what.map((kind) => spareIn(usage, kind, shown.usage)).filter(({ files }) => files.length > 0);
}

/** Deletes what the person was shown, as far as nothing needs it right before that. */
export async function freeSpace(context: ActionContext, asked: FreeSpace): Promise<ActionAnswer> {
  const { files, disk } = context;
  const folder = await files.folder();
  if (!folder) return refused({ reason: "folder-out-of-reach" });
  try {
    const spare = await stillSpare(context, folder, asked);
    if (!spare) return refused({ reason: "counted-again" });
    return spare.length === 0
      ? refused({ reason: "nothing-to-free" })
      : await freeAll(context, folder, spare);
  } catch (error) {
    const detail = errorText(error);
    return refused({ reason: "files-undeletable", detail });
  } finally {
    disk.count();
  }
}

/** What only has to be deleted comes first: Ollama may refuse to delete a backup. */
async function freeAll(
  context: ActionContext,
  folder: ModelsFolder,
  spare: readonly Spare[],
): Promise<ActionAnswer> {
  const before = context.clock.now() - YOUNG_MS;
  let freedBytes = 0;
  let backups: DiskUsage["backups"] = [];
  try {
    for (const { what, files } of spare)
      switch (what) {
        case "backups":
          backups = files;
          break;
        case "partials":
          freedBytes += await folder.forgetPartials(
            files.map(({ digest }) => digest),
            before,
          );
          break;
        case "unused":
          freedBytes += await folder.deleteBlobs(
            files.map(({ digest }) => digest),
            before,
          );
          break;
      }
    return await freeBackups(context, backups, (sizeBytes) => (freedBytes += sizeBytes));
  } finally {
    if (freedBytes > 0) context.show.mention(l10n.t("{0} of disk space was freed.", bytes(freedBytes)));
  }
}

/** By Ollama's API, one after the other: it takes a backup out of the list that names it. */
async function freeBackups(
  context: ActionContext,
  backups: DiskUsage["backups"],
  freed: (sizeBytes: number) => void,
): Promise<ActionAnswer> {
  if (backups.length === 0) return done();
  const outcomes: Outcome[] = [];
  for (const backup of backups) {
    const [model] = backup.models;
    if (!model) continue;
    const answer = await freeBackup(context, { model });
    if (!answer.accepted) return answer;
    const outcome = await answer.completed;
    if (outcome.kind === "done") freed(sizeOf([backup]));
    outcomes.push(outcome);
  }
  return { accepted: true, completed: Promise.resolve(worstOf(outcomes)) };
}
