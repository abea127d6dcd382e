import { isObject, toTexts, type JsonObject } from "../../json.ts";
import { createList } from "../create-list.ts";
import { createFromFiles, createFromModel, type Recipe } from "../create.ts";
import { parseFields, type Fields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import { openReply } from "../http/reply.ts";
import type { Handle } from "../http/router.ts";
import type { SimulatedModel } from "../model/simulated-model.ts";
import { parseName, toShortest } from "../model/names.ts";
import type { Ollama } from "../ollama.ts";
import { pullModel } from "../pull/pull.ts";
import { parseParameters } from "../pull/pulled-model.ts";

/** `/api/create`: makes a model from an uploaded file, or from another model, which is pulled if it is missing. */
export const create: Handle = async (request, answer, ollama) => {
  const fields = parseFields(request.text, "CreateRequest");
  const name = parseName(fields.model());
  if (name === undefined) throw new Refusal(400, "invalid model name");
  const reply = openReply(answer, fields.flag("stream") ?? true);
  try {
    const parts = ollama.has("manifestLists") ? toTexts(fields.list("list")) : [];
    if (parts.length > 0) {
      createList({ name: toShortest(name), parts, line: (line) => reply.line(line) }, ollama);
      reply.line({ status: "success" });
      return reply.end();
    }
    const recipe = parseRecipe(toShortest(name), fields);
    const model = await createModel(
      recipe,
      { fields, signal: answer.signal, line: (line) => reply.line(line) },
      ollama,
    );
    reply.line({ status: "writing manifest" });
    ollama.library.put(model);
    reply.line({ status: "success" });
    reply.end();
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 500;
    reply.fail(status, error instanceof Error ? error.message : String(error));
  }
};

type CreateRequest = {
  readonly fields: Fields;
  readonly signal: AbortSignal;
  readonly line: (line: JsonObject) => void;
};

async function createModel(
  recipe: Recipe,
  { fields, signal, line }: CreateRequest,
  ollama: Ollama,
): Promise<SimulatedModel> {
  const from = fields.text("from");
  const files = toTexts(Object.values(fields.object("files") ?? {}));
  if (from === undefined || from === "") {
    const [weights, ...projectors] = files;
    if (weights === undefined) throw new Refusal(400, "neither 'from' or 'files' was specified");
    return createFromFiles(recipe, { weights, projectors }, line, ollama);
  }
  const name = parseName(from);
  if (name === undefined) throw new Refusal(400, "invalid model name");
  if (ollama.library.find(from) === undefined) {
    await pullModel({ name, isInsecure: false, signal, line: withoutSuccess(line) }, ollama);
  }
  return createFromModel(recipe, from, line, ollama);
}

function parseRecipe(name: string, fields: Fields): Recipe {
  const template = fields.text("template");
  const system = fields.text("system");
  const license = licensesIn(fields);
  const requires = fields.text("requires");
  const quantize = fields.text("quantize");
  if (template !== undefined && template.split("{{").length !== template.split("}}").length) {
    throw new Refusal(400, "template error: template: :1: unclosed action");
  }
  const parameters = fields.object("parameters");
  return {
    name,
    ...(template !== undefined && { template }),
    ...(system !== undefined && { system }),
    ...(license.length > 0 && { license }),
    ...(requires !== undefined && { requires }),
    ...(quantize !== undefined && quantize !== "" && { quantization: quantize.toUpperCase() }),
    parameters: isObject(parameters) ? parseParameters(JSON.stringify(parameters)) : {},
  };
}

/** A text, or a list of texts. */
function licensesIn(fields: Fields): readonly string[] {
  const license = fields.any("license");
  return typeof license === "string" ? [license] : toTexts(license);
}

/** The pull within a create sends every line except `success`. */
function withoutSuccess(line: (line: JsonObject) => void): (line: JsonObject) => void {
  return (body) => {
    if (body.status !== "success") line(body);
  };
}
