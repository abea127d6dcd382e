import { cleanLine } from "./clean-text.ts";
import type * as v from "valibot";
import { shapeOf } from "../../fit/model-shape.ts";
import type { Recommendation } from "../../search/found-models.ts";
import { modelsOfRows } from "../../models/copies.ts";
import { sumsOfNames } from "../../models/loaded-copies.ts";
import type { LoadedModel, Model, ModelDetails } from "../../models/models-events.ts";
import { parseModelName } from "../../models/model-name.ts";
import { USUAL_ORDER, type RunnerOrder } from "../../models/runners.ts";
import type { psSchema, recommendationsSchema, showSchema, tagsSchema } from "./ollama-schemas.ts";

/** The installed models of `GET /api/tags`. Rows with invalid names are left out. */
export const modelsOfTags = (
  { models }: v.InferOutput<typeof tagsSchema>,
  order: RunnerOrder = USUAL_ORDER,
): readonly Model[] =>
  modelsOfRows(
    models.flatMap(({ details, ...model }): Model[] => {
      const name = parseModelName(model.name || model.model);
      if (!name) return [];
      return [
        {
          name,
          digest: model.digest,
          sizeBytes: model.size,
          modifiedAtMs: model.modified_at,
          format: details.format,
          family: details.family,
          parameterSize: details.parameter_size,
          quantization: details.quantization_level,
          ...(details.context_length && { contextLength: details.context_length }),
          ...(model.capabilities && { capabilities: model.capabilities }),
          ...(details.runner && { runner: details.runner }),
          ...(model.remote_host && { remoteHost: model.remote_host }),
        },
      ];
    }),
    order,
  );

/** The models in memory of `GET /api/ps`. */
export const loadedModelsOf = ({ models }: v.InferOutput<typeof psSchema>): readonly LoadedModel[] =>
  sumsOfNames(
    models.flatMap((model): LoadedModel[] => {
      const name = parseModelName(model.name || model.model);
      if (!name) return [];
      return [
        {
          name,
          ...(model.digest && { digest: model.digest }),
          ...(model.runner && { runner: model.runner }),
          sizeBytes: model.size,
          ...(model.size_vram !== undefined && { vramBytes: model.size_vram }),
          ...(model.expires_at !== undefined && model.expires_at > 0 && { expiresAtMs: model.expires_at }),
          ...(model.context_length && { contextLength: model.context_length }),
        },
      ];
    }),
  );

export const recommendationsOf = ({
  recommendations,
}: v.InferOutput<typeof recommendationsSchema>): readonly Recommendation[] =>
  recommendations.flatMap(({ model: name, description, vram_bytes: vramBytes }): Recommendation[] => {
    const model = parseModelName(name);
    return model ? [{ model, description, ...(vramBytes && { vramBytes }) }] : [];
  });

/** The model details of `POST /api/show`. GGUF keys begin with the name of the architecture (docs/ollama.md §1.3). */
export function detailsOfShow(show: v.InferOutput<typeof showSchema>): ModelDetails {
  const { model_info: info, license, system, template, parameters, modelfile } = show;
  const architecture = textAt(info, "general.architecture");
  const contextLength = numberAt(info, `${architecture}.context_length`);
  const embeddingLength = numberAt(info, `${architecture}.embedding_length`);
  const parameterCount = numberAt(info, "general.parameter_count");
  const copyInUse = show.manifests.find(({ selected }) => selected)?.digest.replace(/^sha256:/, "");
  const thinking = thinkingOf(show.thinking);
  return {
    ...(show.capabilities && { capabilities: show.capabilities.slice(0, MOST_CAPABILITIES) }),
    ...(show.requires && { requires: show.requires }),
    ...wayOf(show),
    ...(copyInUse !== undefined && { copyInUse }),
    ...(thinking && { thinking }),
    ...(architecture !== undefined && { architecture }),
    ...(contextLength !== undefined && { contextLength }),
    ...(embeddingLength !== undefined && { embeddingLength }),
    ...(parameterCount !== undefined && { parameterCount }),
    shape: shapeOf(info, {
      capabilities: show.capabilities ?? [],
      hasProjector: show.projector_info !== undefined,
    }),
    license,
    system,
    template,
    parameters,
    modelfile,
  };
}

/** Ollama writes the renderer and the parser into the Modelfile only (docs/ollama.md §1.3). */
function wayOf(
  show: Pick<v.InferOutput<typeof showSchema>, "renderer" | "parser" | "template_source" | "modelfile">,
): Pick<ModelDetails, "renderer" | "parser" | "templateSource"> {
  const commands = show.modelfile.replaceAll(/"""[^]*?"""/g, '""');
  const named = (command: string): string | undefined =>
    new RegExp(`^${command} (\\S{1,100})\\s*$`, "m").exec(commands)?.[1];
  const renderer = show.renderer || named("RENDERER");
  const parser = show.parser || named("PARSER");
  return {
    ...(renderer && { renderer }),
    ...(parser && { parser }),
    ...(show.template_source && { templateSource: show.template_source }),
  };
}

/** Ollama knows about ten capabilities. */
const MOST_CAPABILITIES = 30;

function thinkingOf(told: v.InferOutput<typeof showSchema>["thinking"]): ModelDetails["thinking"] {
  if (!told || told.values.length === 0) return undefined;
  return {
    values: told.values.slice(0, MOST_CAPABILITIES),
    ...(told.default !== undefined && { default: told.default }),
  };
}

const textAt = (info: Readonly<Record<string, unknown>>, key: string): string | undefined => {
  const value = info[key];
  return typeof value === "string" ? cleanLine(value, 100) : undefined;
};

const numberAt = (info: Readonly<Record<string, unknown>>, key: string): number | undefined => {
  const value = info[key];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
};
