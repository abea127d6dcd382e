import { createHash } from "node:crypto";
import { toTexts, isList, type Json } from "../../json.ts";
import { holdModel, type Held } from "../acquire-model.ts";
import { parseKeepAliveMs, toNanoseconds } from "../go-time.ts";
import type { Answer } from "../http/answer.ts";
import { parseFields, type Fields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Handle } from "../http/router.ts";
import type { InstalledModel } from "../library.ts";
import type { Ollama } from "../ollama.ts";
import { countTokens } from "../completion.ts";

/** `/api/embed`: texts as vectors; without a text it only loads the model. */
export const embed: Handle = async (asked, answer, ollama) => {
  const fields = parseFields(asked.text, "EmbedRequest");
  const inputs = parseInputs(fields.any("input"));
  await withModel(fields, answer, ollama, (model, held) => {
    const name = fields.model();
    if (inputs.length === 0) return answer.json(200, { model: name, embeddings: [] });
    refuseUnable(model, ollama);
    const dimensions = fields.any("dimensions");
    const length = typeof dimensions === "number" && dimensions > 0 ? dimensions : model.embeddingLength;
    answer.json(200, {
      model: name,
      embeddings: inputs.map((input) => toVector(input, length).map(toShortFloat)),
      total_duration: toNanoseconds(held.loadMs + 1),
      load_duration: toNanoseconds(held.loadMs + 0.5),
      prompt_eval_count: inputs.reduce((sum, input) => sum + countTokens(input), 0),
    });
  });
};

/** `/api/embeddings`: one text as a vector, as it was asked for in the beginning. */
export const embeddings: Handle = async (asked, answer, ollama) => {
  const fields = parseFields(asked.text, "EmbeddingRequest");
  const prompt = fields.text("prompt") ?? "";
  await withModel(fields, answer, ollama, (model) => {
    if (prompt === "") return answer.json(200, { embedding: [] });
    refuseUnable(model, ollama);
    answer.json(200, { embedding: toVector(prompt, model.embeddingLength) });
  });
};

async function withModel(
  fields: Fields,
  answer: Answer,
  ollama: Ollama,
  use: (model: InstalledModel, held: Held) => void,
): Promise<void> {
  const asked = fields.model();
  const keepAliveMs = parseKeepAliveMs(fields.any("keep_alive"));
  const model = ollama.library.find(asked);
  if (model === undefined) {
    throw new Refusal(404, `model ${JSON.stringify(asked)} not found, try pulling it first`);
  }
  const options = fields.object("options");
  const held = await holdModel({ model, asked, options, keepAliveMs, gone: answer.gone }, ollama);
  try {
    use(model, held);
  } finally {
    held.release();
  }
}

function parseInputs(input: Json | undefined): readonly string[] {
  if (input === undefined || input === "") return [];
  if (typeof input === "string") return [input];
  if (isList(input) && toTexts(input).length === input.length) return toTexts(input);
  throw new Refusal(400, "invalid input type");
}

function refuseUnable(model: InstalledModel, { has }: Ollama): void {
  if (model.capabilities.includes("embedding") || !has("llamaServer")) return;
  throw new Refusal(501, "This server does not support embeddings. Start it with `--embeddings`");
}

/** The same vector for the same text, of length 1. */
function toVector(text: string, length: number): readonly number[] {
  const seed = createHash("sha256").update(text).digest();
  const raw = Array.from({ length }, (_, index) => Math.sin((seed[index % 32] ?? 0) + index * 0.7));
  const norm = Math.hypot(...raw) || 1;
  return raw.map((value) => Math.fround(value / norm));
}

/** As Go writes a float of 32 bits. */
function toShortFloat(value: number): number {
  return Number(value.toPrecision(8));
}
