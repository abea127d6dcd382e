import type { JsonObject } from "../../json.ts";
import { TRUNCATED } from "../damage.ts";
import { toGoTime } from "../go-time.ts";
import { parseFields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Handle } from "../http/router.ts";
import type { InstalledModel } from "../library.ts";
import { toDetails, toRemote } from "../model/details.ts";
import { toModelInfo, toProjectorInfo } from "../model/model-info.ts";
import { toModelfile, toParameterLines } from "../model/modelfile.ts";
import { parseName, toShortest } from "../model/names.ts";
import { toTensors } from "../model/tensors.ts";
import type { Runner } from "../model/runner.ts";
import type { Ollama } from "../ollama.ts";
import { runnerField } from "./runner-field.ts";

/** `/api/show`: the details of a model. */
export const show: Handle = (request, answer, ollama) => {
  const fields = parseFields(request.text, "ShowRequest");
  const name = fields.model();
  const isVerbose = fields.flag("verbose") ?? false;
  const runner = runnerField(fields, ollama);
  const isAll = ollama.has("manifestLists") && fields.flag("all_manifests") === true;
  if (isAll && runner !== undefined) throw new Refusal(400, "runner cannot be used with all_manifests");
  const model = findModel(name, runner, ollama);
  if (model.damage === "file-truncated" && ollama.has("checksFiles")) throw new Refusal(500, TRUNCATED);
  answer.json(200, isAll ? describeAll(name, isVerbose, ollama) : describe(model, isVerbose, ollama));
};

/** `all_manifests`: one answer for each child that is here, and the license. */
function describeAll(name: string, isVerbose: boolean, ollama: Ollama): JsonObject {
  const { library } = ollama;
  const models = library.childrenOf(name).flatMap(({ runner }) => library.find(name, runner) ?? []);
  const [license] = models.flatMap((model) => model.license ?? []);
  return {
    manifests: models.map((model) => ({
      ...(model.runner !== undefined && { runner: model.runner }),
      ...describe(model, isVerbose, ollama),
    })),
    ...(license !== undefined && { license }),
  };
}

/** The children of a name that are here, if they are several. */
function manifestsOf(model: InstalledModel, { library }: Ollama): JsonObject {
  const children = library.childrenOf(model.name);
  if (children.length < 2) return {};
  const manifests = children.map(({ digest, runner, format }) => ({
    digest: `sha256:${digest}`,
    runner,
    format,
    ...(digest === model.digest && { selected: true }),
  }));
  return { manifests };
}

function findModel(name: string, runner: Runner | undefined, { has, library }: Ollama): InstalledModel {
  if (name === "") throw new Refusal(400, "model is required");
  const parsed = parseName(name);
  if (parsed === undefined && !has("showRefusesBadNames")) throw new Refusal(500, "invalid model path");
  if (parsed === undefined) throw new Refusal(400, "invalid model name");
  const model = library.find(name, runner);
  if (model !== undefined && model.damage !== "file-missing") return model;
  throw new Refusal(404, `model '${has("showNamesTag") ? toShortest(parsed) : name}' not found`);
}

function describe(model: InstalledModel, isVerbose: boolean, ollama: Ollama): JsonObject {
  const { has, modelsPath } = ollama;
  const projector = toProjectorInfo(model);
  return {
    ...(model.license !== undefined && { license: model.license }),
    modelfile: toModelfile(model, modelsPath),
    ...(model.parameters !== undefined && { parameters: toParameterLines(model.parameters) }),
    ...(model.remote === undefined && { template: model.template ?? "{{ .Prompt }}" }),
    ...(model.system !== undefined && { system: model.system }),
    details: { ...toDetails(model), ...(model.runner !== undefined && { runner: model.runner }) },
    ...(has("remotes") && toRemote(model)),
    model_info: toModelInfo(model, isVerbose),
    ...(projector && { projector_info: projector }),
    ...(model.remote === undefined && { tensors: toTensors(model) }),
    ...(has("showCapabilities") && { capabilities: model.capabilities }),
    ...(has("manifestLists") && manifestsOf(model, ollama)),
    modified_at: toGoTime(model.modifiedAtMs),
    ...(has("requires") && model.requires !== undefined && { requires: model.requires }),
  };
}
