import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { downloaded, idsIn } from "../downloads/request-download.action.ts";
import { findModel } from "../models/models.ts";
import { parseModelName, type ModelName } from "../models/model-name.ts";
import { whyLacked } from "../service/lacked-abilities.ts";
import { otherServerIn } from "../service/service.ts";
import { whyNoHost } from "../service/why-not-running.ts";
import type { Refusal } from "../shared/decision.ts";
import { PortError, toFailure } from "../shared/failure.ts";
import type { FileOrigin } from "../sending/origin.ts";
import { refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { carryOut } from "../ui/carry-out.action.ts";
import { parseGgufName, suggestedName } from "./gguf-name.ts";
import { describeImport, foundChoices } from "./import-model.view.ts";
import type { ModelFile } from "./model-files.port.ts";
import { roomFor } from "./room.action.ts";
import type { Room } from "./room.ts";

/** A file, by the name that the person knows. */
type Chosen = Pick<FileOrigin, "file" | "label" | "projector">;

/** Servers like Ollama have files of their own. */
export function whyNotImport(state: AppState): Refusal | undefined {
  const { service } = hostFacts(state);
  return whyNoHost(service) ?? whyLacked(otherServerIn(service), "import");
}

/** Makes a model of a file that the person chooses, and follows that to its end. */
export async function importModel(context: ActionContext): Promise<ActionAnswer> {
  const chosen = await askForFile(context);
  if (!chosen) return refused({ reason: "declined" });
  try {
    return await importChosen(context, chosen);
  } catch (error) {
    return refused({ reason: "not-importable", file: chosen.label, failure: toFailure(error) });
  }
}

async function importChosen(context: ActionContext, chosen: Chosen): Promise<ActionAnswer> {
  const { confirm, modelFiles } = context;
  const looked = await modelFiles.look(chosen.file);
  refuseIncomplete(looked, chosen);
  const projector = chosen.projector === undefined ? undefined : await modelFiles.look(chosen.projector);
  const files = [looked, ...(projector ? [projector] : [])];
  const model = await askForName(
    context,
    looked.kind === "archive" ? looked.model : suggestedName(chosen.label),
    chosen,
  );
  if (!model) return refused({ reason: "declined" });
  const room = await roomFor(context, files);
  if (room.kind === "on-disk") refuseWithoutRoom(room);
  const words = describeImport({ model, label: chosen.label, room });
  if (!(await confirm.confirm({ ...words, yes: l10n.t("Import") }))) return refused({ reason: "declined" });
  const from: FileOrigin = {
    file: looked.path,
    label: chosen.label,
    ...(projector && { projector: projector.path }),
  };
  const id = context.newDownloadId();
  return carryOut(context, { type: "download.request", id, model, from }, (events) =>
    downloaded(idsIn(events)[0] ?? id),
  );
}

/** A part of a model would become a model that fails when it is loaded. */
function refuseIncomplete({ kind }: ModelFile, { label }: Chosen): void {
  const said = kind === "gguf" ? parseGgufName(label) : undefined;
  if (said?.part && said.part.of > 1) throw new PortError({ kind: "gguf-part", parts: said.part.of });
  if (said?.isProjector) throw new PortError({ kind: "gguf-projector" });
}

function refuseWithoutRoom({ neededBytes, freeBytes }: Extract<Room, { kind: "on-disk" }>): void {
  if (freeBytes < neededBytes) throw new PortError({ kind: "no-room", neededBytes, freeBytes });
}

/** One of those that other programs have, or any file. */
async function askForFile({ prompt, modelFiles, logger }: ActionContext): Promise<Chosen | undefined> {
  const found = await modelFiles.found().catch((error: unknown) => {
    logger.warn(`the folders of other programs cannot be read: ${String(error)}`);
    return [];
  });
  const title = l10n.t("Import Model");
  const chosen =
    found.length === 0
      ? ("any" as const)
      : await prompt.choose({
          title,
          placeholder: l10n.t("Select a model of another program, or choose a file"),
          choices: foundChoices(found),
        });
  if (chosen === undefined) return undefined;
  if (chosen !== "any") {
    const { file, name, projector } = chosen;
    return { file, label: labelOf(name), ...(projector !== undefined && { projector }) };
  }
  const file = await prompt.file(l10n.t("Choose a GGUF File or an Exported Model"));
  return file === undefined ? undefined : { file, label: labelOf(file.split(/[/\\]/).at(-1) ?? file) };
}

/** The name of a file may come from anywhere, and have characters that change how the text around it reads. */
const labelOf = (name: string): string => name.replaceAll(/\p{C}+/gu, "").slice(0, 200);

async function askForName(
  { app, prompt }: ActionContext,
  suggested: ModelName | undefined,
  { label }: Chosen,
): Promise<ModelName | undefined> {
  const text = await prompt.text({
    title: l10n.t("Import “{0}”", label),
    prompt: l10n.t("Enter a name for the model."),
    value: (suggested ?? "").replace(/:latest$/, ""),
    problem: (value) => problemOf(app.state(), value),
  });
  return text === undefined ? undefined : parseModelName(text);
}

function problemOf(state: AppState, text: string): string | undefined {
  const name = parseModelName(text);
  if (!name) return l10n.t("This is not a valid model name. Use a name like “llama3.2” or “user/model:tag”.");
  return findModel(modelsOf(state), name)
    ? l10n.t("A model with this name already exists. Choose another name.")
    : undefined;
}
