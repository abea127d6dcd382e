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
import type { Ollama } from "../ollama.ts";

/** `/api/show`: the details of a model. */
export const show: Handle = (request, answer, ollama) => {
  const fields = parseFields(request.text, "ShowRequest");
  const name = fields.model();
  const isVerbose = fields.flag("verbose") ?? false;
  const model = findModel(name, ollama);
  if (model.damage === "file-truncated" && ollama.has("checksFiles")) throw new Refusal(500, TRUNCATED);
  answer.json(200, describe(model, isVerbose, ollama));
};

function findModel(name: string, { has, library }: Ollama): InstalledModel {
  if (name === "") throw new Refusal(400, "model is required");
  const parsed = parseName(name);
  if (parsed === undefined && !has("showRefusesBadNames")) throw new Refusal(500, "invalid model path");
  if (parsed === undefined) throw new Refusal(400, "invalid model name");
  const model = library.find(name);
  if (model !== undefined && model.damage !== "file-missing") return model;
  throw new Refusal(404, `model '${has("showNamesTag") ? toShortest(parsed) : name}' not found`);
}

function describe(model: InstalledModel, isVerbose: boolean, { has, modelsPath }: Ollama): JsonObject {
  const projector = toProjectorInfo(model);
  return {
    ...(model.license !== undefined && { license: model.license }),
    modelfile: toModelfile(model, modelsPath),
    ...(model.parameters !== undefined && { parameters: toParameterLines(model.parameters) }),
    ...(model.remote === undefined && { template: model.template ?? "{{ .Prompt }}" }),
    ...(model.system !== undefined && { system: model.system }),
    details: toDetails(model),
    ...(has("remotes") && toRemote(model)),
    model_info: toModelInfo(model, isVerbose),
    ...(projector && { projector_info: projector }),
    ...(model.remote === undefined && { tensors: toTensors(model) }),
    ...(has("showCapabilities") && { capabilities: model.capabilities }),
    modified_at: toGoTime(model.modifiedAtMs),
    ...(has("requires") && model.requires !== undefined && { requires: model.requires }),
  };
}
