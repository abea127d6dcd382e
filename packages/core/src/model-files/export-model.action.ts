import * as l10n from "@vscode/l10n";
import { map, type Observable } from "rxjs";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { isLeftover } from "../models/leftover.ts";
import { findModel } from "../models/models.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { sendableOf } from "../sending/sendable-model.ts";
import { versionOf } from "../service/service.ts";
import type { Refusal } from "../shared/decision.ts";
import { PortError, toFailure } from "../shared/failure.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { bytes } from "../ui/text/format.view.ts";
import type { Export } from "./model-files.port.ts";

type Subject = { readonly model: ModelName };

/** Writes a model into one file that the person chooses, for machines without a network. */
export async function exportModel(context: ActionContext, { model }: Subject): Promise<ActionAnswer> {
  const { files, prompt, show } = context;
  const folder = await files.folder();
  if (!folder) return refused({ reason: "not-exportable", model, failure: { kind: "source-out-of-reach" } });
  try {
    const found = await findFiles(context, folder, model);
    const to = await prompt.newFile({ title: l10n.t("Export “{0}”", model), name: fileNameOf(model) });
    if (to === undefined) return refused({ reason: "declined" });
    const freeBytes = await context.modelFiles.freeBytesAt(to);
    const { sizeBytes: neededBytes } = found;
    if (freeBytes < neededBytes) throw new PortError({ kind: "no-room", neededBytes, freeBytes });
    const isWritten = await show.progress(l10n.t("Exporting “{0}”", model), write(context, { ...found, to }));
    if (!isWritten) return refused({ reason: "declined" });
    show.mention(l10n.t("“{0}” was exported: {1} in {2}", model, bytes(neededBytes), to));
    return done();
  } catch (error) {
    return refused({ reason: "not-exportable", model, failure: toFailure(error) });
  }
}

/** Why a model cannot be exported, as far as that is known at once. */
export function whyNotExport(state: AppState, { model }: Subject): Refusal | undefined {
  if (!findModel(modelsOf(state), model)) return { reason: "no-such-model", model };
  if (hostFacts(state).service.isDemo) return { reason: "demo-model", model };
  return isLeftover(model) ? { reason: "leftover", model } : undefined;
}

type Found = Omit<Export, "to"> & { readonly sizeBytes: number };

/** The files of the original, where a model was converted: each Ollama converts it for itself (docs/ollama.md §8.6). */
async function findFiles({ app }: ActionContext, folder: ModelsFolder, model: ModelName): Promise<Found> {
  const version = versionOf(hostFacts(app.state()).service);
  const sendable = sendableOf(await folder.store(), model, version);
  if ("kind" in sendable) throw new PortError(sendable);
  const { files, texts, digest = "", configDigest } = sendable;
  const manifest = await folder.manifestText(digest);
  if (manifest === undefined) throw new PortError({ kind: "source-missing", file: digest });
  const blobs = [...files, ...texts].map((layer) => layer.digest);
  return {
    from: folder,
    model,
    manifest,
    blobs: configDigest === undefined ? blobs : [...blobs, configDigest],
    sizeBytes: [...files, ...texts].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

const write = ({ modelFiles }: ActionContext, wanted: Export & Found): Observable<number> =>
  modelFiles.write(wanted).pipe(map((written) => Math.min(1, written / Math.max(1, wanted.sizeBytes))));

/** A name that every file system takes. */
const fileNameOf = (model: ModelName): string =>
  `${model.replace(/:latest$/, "").replaceAll(/[^A-Za-z0-9_.-]+/g, "-")}.ollama.tar`;
