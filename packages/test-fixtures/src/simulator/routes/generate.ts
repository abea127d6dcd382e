import type { JsonObject } from "../../json.ts";
import { holdModel, type Held } from "../acquire-model.ts";
import { parseKeepAliveMs, toGoTime } from "../go-time.ts";
import type { Answer } from "../http/answer.ts";
import { parseFields, type Fields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Handle } from "../http/router.ts";
import type { InstalledModel } from "../library.ts";
import { toLongest, parseName } from "../model/names.ts";
import type { Ollama } from "../ollama.ts";
import { createSpeech, say, toContext, toFigures } from "../completion.ts";

/** `/api/generate`: loads without a prompt, unloads without one and with `keep_alive` 0, answers with one. */
export const generate: Handle = async (asked, answer, ollama) => {
  const fields = parseFields(asked.text, "GenerateRequest");
  const name = fields.model();
  const prompt = fields.text("prompt") ?? "";
  const keepAliveMs = parseKeepAliveMs(fields.any("keep_alive"));
  const model = ollama.library.find(name);
  if (model === undefined) throw new Refusal(404, `model '${name}' not found`);

  const head = (): JsonObject => ({ model: name, created_at: toGoTime(ollama.clock.now()) });
  const close = (reason: string): void =>
    answer.json(200, { ...head(), response: "", done: true, done_reason: reason });
  if (prompt === "" && keepAliveMs === 0) {
    ollama.runners.expire(model);
    return close("unload");
  }
  refuseUnable(name, model, fields);

  const options = fields.object("options");
  const held = await holdModel({ model, asked: name, options, keepAliveMs, gone: answer.gone }, ollama);
  try {
    if (prompt === "") return close("load");
    if (fields.list("images") !== undefined && refuseImages(model, answer, ollama)) return;
    await speak({ fields, prompt, held, head }, answer, ollama);
  } finally {
    held.release();
  }
};

/** Refuses images in the words of the engine since 0.30; says whether it did. */
export function refuseImages(model: InstalledModel, answer: Answer, ollama: Ollama): boolean {
  if (model.capabilities.includes("vision") || !ollama.has("llamaServer")) return false;
  const message = "Multimodal data provided, but model does not support multimodal requests.";
  const error = JSON.stringify({ error: { code: 400, message, type: "invalid_request_error" } });
  answer.jsonInChunks(400, { error });
  return true;
}

function refuseUnable(name: string, model: InstalledModel, fields: Fields): void {
  const can = (what: "completion" | "insert" | "thinking"): boolean => model.capabilities.includes(what);
  if (!can("completion")) throw new Refusal(400, `${JSON.stringify(name)} does not support generate`);
  if (fields.any("think") === true && !can("thinking")) {
    throw new Refusal(400, `${JSON.stringify(name)} does not support thinking`);
  }
  const parsed = parseName(model.name);
  if ((fields.text("suffix") ?? "") !== "" && !can("insert") && parsed !== undefined) {
    throw new Refusal(400, `${toLongest(parsed)} does not support insert`);
  }
}

async function speak(
  { fields, prompt, held, head }: { fields: Fields; prompt: string; held: Held; head: () => JsonObject },
  answer: Answer,
  ollama: Ollama,
): Promise<void> {
  const speech = createSpeech(held.mostTokens);
  const begun = ollama.clock.now();
  const isStreamed = fields.flag("stream") ?? true;
  const { clock, tokenMs } = ollama;
  await say(speech, { clock, tokenMs, gone: answer.gone }, (token) => {
    if (isStreamed) answer.line({ ...head(), response: token, done: false });
  });
  const totalMs = held.loadMs + clock.now() - begun;
  const last: JsonObject = {
    ...head(),
    response: isStreamed ? "" : speech.tokens.join(""),
    done: true,
    done_reason: speech.doneReason,
    context: toContext(prompt, speech),
    ...toFigures(prompt, speech, held.loadMs, totalMs),
  };
  if (!isStreamed) return answer.json(200, last);
  answer.line(last);
  answer.end();
}
