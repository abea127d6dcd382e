import { isObject, type Json, type JsonObject } from "../../json.ts";
import { acquireModel, type AcquiredModel } from "../acquire-model.ts";
import { parseKeepAliveMs, toGoTime } from "../go-time.ts";
import type { Answer } from "../http/answer.ts";
import { parseFields, type Fields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Handle } from "../http/router.ts";
import type { InstalledModel } from "../library.ts";
import { parseName, toLongest } from "../model/names.ts";
import type { Ollama } from "../ollama.ts";
import { runnerField } from "./runner-field.ts";
import { createCompletion, streamTokens, toMetrics } from "../completion.ts";
import { refuseImages } from "./generate.ts";

/** `/api/chat`: answers messages. Without messages it loads the model, or unloads it with `keep_alive` 0. */
export const chat: Handle = async (request, answer, ollama) => {
  const fields = parseFields(request.text, "ChatRequest");
  const name = fields.model();
  const messages = fields.list("messages") ?? [];
  const keepAliveMs = parseKeepAliveMs(fields.any("keep_alive"));
  if (name === "") throw new Refusal(400, "model is required");
  const model = ollama.library.find(name, runnerField(fields, ollama));
  if (model === undefined) throw new Refusal(404, `model '${name}' not found`);

  const head = (content: string): JsonObject => ({
    model: name,
    created_at: toGoTime(ollama.clock.now()),
    message: { role: "assistant", content },
  });
  const close = (reason: string): void => answer.json(200, { ...head(""), done: true, done_reason: reason });
  if (messages.length === 0 && keepAliveMs === 0) {
    ollama.runners.expire(model, { orOthersOfName: ollama.has("manifestLists") });
    return close("unload");
  }
  requireCapability(name, model, fields);

  const options = fields.object("options");
  const acquired = await acquireModel(
    { model, requestedName: name, options, keepAliveMs, signal: answer.signal },
    ollama,
  );
  try {
    if (messages.length === 0) return close("load");
    if (messages.some(hasImages) && refuseImages(model, answer, ollama)) return;
    await complete({ fields, messages, acquired, head }, answer, ollama);
  } finally {
    acquired.release();
  }
};

function requireCapability(name: string, model: InstalledModel, fields: Fields): void {
  const can = (what: "completion" | "tools" | "thinking"): boolean => model.capabilities.includes(what);
  if (!can("completion")) throw new Refusal(400, `${JSON.stringify(name)} does not support chat`);
  if (fields.any("think") === true && !can("thinking")) {
    throw new Refusal(400, `${JSON.stringify(name)} does not support thinking`);
  }
  const parsed = parseName(model.name);
  if ((fields.list("tools") ?? []).length > 0 && !can("tools") && parsed !== undefined) {
    throw new Refusal(400, `${toLongest(parsed)} does not support tools`);
  }
}

async function complete(
  input: {
    fields: Fields;
    messages: readonly Json[];
    acquired: AcquiredModel;
    head: (content: string) => JsonObject;
  },
  answer: Answer,
  ollama: Ollama,
): Promise<void> {
  const { fields, messages, acquired, head } = input;
  const completion = createCompletion(acquired.maxTokens);
  const startedAtMs = ollama.clock.now();
  const isStreamed = fields.flag("stream") ?? true;
  const { clock, tokenMs } = ollama;
  await streamTokens(completion, { clock, tokenMs, signal: answer.signal }, (token) => {
    if (isStreamed) answer.line({ ...head(token), done: false });
  });
  const totalMs = acquired.loadMs + clock.now() - startedAtMs;
  const last: JsonObject = {
    ...head(isStreamed ? "" : completion.tokens.join("")),
    done: true,
    done_reason: completion.doneReason,
    ...toMetrics({ prompt: JSON.stringify(messages), completion, loadMs: acquired.loadMs, totalMs }),
  };
  if (!isStreamed) return answer.json(200, last);
  answer.line(last);
  answer.end();
}

function hasImages(message: Json): boolean {
  return isObject(message) && Array.isArray(message.images) && message.images.length > 0;
}
