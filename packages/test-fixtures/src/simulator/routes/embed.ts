import { createHash } from "node:crypto";
import { toTexts, isList, type Json } from "../../json.ts";
import { acquireModel, type AcquiredModel } from "../acquire-model.ts";
import { parseKeepAliveMs, toNanoseconds } from "../go-time.ts";
import type { Answer } from "../http/answer.ts";
import { parseFields, type Fields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Handle } from "../http/router.ts";
import type { InstalledModel } from "../library.ts";
import type { Ollama } from "../ollama.ts";
import { runnerField } from "./runner-field.ts";
import { countTokens } from "../completion.ts";

/** `/api/embed`: vectors for texts. Without a text it only loads the model. */
export const embed: Handle = async (request, answer, ollama) => {
  const fields = parseFields(request.text, "EmbedRequest");
  const inputs = parseInputs(fields.any("input"));
  await withModel(fields, answer, ollama, (model, acquired) => {
    const name = fields.model();
    if (inputs.length === 0) return answer.json(200, { model: name, embeddings: [] });
    requireCapability(model, ollama);
    const dimensions = fields.any("dimensions");
    const length = typeof dimensions === "number" && dimensions > 0 ? dimensions : model.embeddingLength;
    answer.json(200, {
      model: name,
      embeddings: inputs.map((input) => toVector(input, length).map(toShortFloat)),
      total_duration: toNanoseconds(acquired.loadMs + 1),
      load_duration: toNanoseconds(acquired.loadMs + 0.5),
      prompt_eval_count: inputs.reduce((sum, input) => sum + countTokens(input), 0),
    });
  });
};

/** `/api/embeddings`: the vector of one text. The predecessor of `/api/embed`. */
export const embeddings: Handle = async (request, answer, ollama) => {
  const fields = parseFields(request.text, "EmbeddingRequest");
  const prompt = fields.text("prompt") ?? "";
  await withModel(fields, answer, ollama, (model) => {
    if (prompt === "") return answer.json(200, { embedding: [] });
    requireCapability(model, ollama);
    answer.json(200, { embedding: toVector(prompt, model.embeddingLength) });
  });
};

async function withModel(
  fields: Fields,
  answer: Answer,
  ollama: Ollama,
  use: (model: InstalledModel, acquired: AcquiredModel) => void,
): Promise<void> {
  const requestedName = fields.model();
  const keepAliveMs = parseKeepAliveMs(fields.any("keep_alive"));
  const model = ollama.library.find(requestedName, runnerField(fields, ollama));
  if (model === undefined) {
    throw new Refusal(404, `model ${JSON.stringify(requestedName)} not found, try pulling it first`);
  }
  const options = fields.object("options");
  const acquired = await acquireModel(
    { model, requestedName, options, keepAliveMs, signal: answer.signal },
    ollama,
  );
  try {
    use(model, acquired);
  } finally {
    acquired.release();
  }
}

function parseInputs(input: Json | undefined): readonly string[] {
  if (input === undefined || input === "") return [];
  if (typeof input === "string") return [input];
  if (isList(input) && toTexts(input).length === input.length) return toTexts(input);
  throw new Refusal(400, "invalid input type");
}

function requireCapability(model: InstalledModel, { has }: Ollama): void {
  if (model.capabilities.includes("embedding") || !has("llamaServer")) return;
  throw new Refusal(501, "This server does not support embeddings. Start it with `--embeddings`");
}

/** A vector of length 1, always the same for the same text. */
function toVector(text: string, length: number): readonly number[] {
  const seed = createHash("sha256").update(text).digest();
  const raw = Array.from({ length }, (_, index) => Math.sin((seed[index % 32] ?? 0) + index * 0.7));
  const norm = Math.hypot(...raw) || 1;
  return raw.map((value) => Math.fround(value / norm));
}

/** A 32-bit float with the digits that Go writes. */
function toShortFloat(value: number): number {
  return Number(value.toPrecision(8));
}
