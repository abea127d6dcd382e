import type { JsonObject } from "../../json.ts";
import { acquireModel, type AcquiredModel } from "../acquire-model.ts";
import { parseKeepAliveMs, toGoTime } from "../go-time.ts";
import type { Answer } from "../http/answer.ts";
import { parseFields, type Fields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Handle } from "../http/router.ts";
import type { InstalledModel } from "../library.ts";
import { toLongest, parseName } from "../model/names.ts";
import type { Ollama } from "../ollama.ts";
import { runnerField } from "./runner-field.ts";
import { createCompletion, streamTokens, toContext, toMetrics } from "../completion.ts";

/** `/api/generate`: answers a prompt. Without a prompt it loads the model, or unloads it with `keep_alive` 0. */
export const generate: Handle = async (request, answer, ollama) => {
  const fields = parseFields(request.text, "GenerateRequest");
  const name = fields.model();
  const prompt = fields.text("prompt") ?? "";
  const keepAliveMs = parseKeepAliveMs(fields.any("keep_alive"));
  const model = ollama.library.find(name, runnerField(fields, ollama));
  if (model === undefined) throw new Refusal(404, `model '${name}' not found`);

  const head = (): JsonObject => ({ model: name, created_at: toGoTime(ollama.clock.now()) });
  const close = (reason: string): void =>
    answer.json(200, { ...head(), response: "", done: true, done_reason: reason });
  if (prompt === "" && keepAliveMs === 0) {
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
    if (prompt === "") return close("load");
    if (fields.list("images") !== undefined && refuseImages(model, answer, ollama)) return;
    await complete({ fields, prompt, acquired, head }, answer, ollama);
  } finally {
    acquired.release();
  }
};

/** Refuses images with the error text of the engine since 0.30. Returns whether it did. */
export function refuseImages(model: InstalledModel, answer: Answer, ollama: Ollama): boolean {
  if (model.capabilities.includes("vision") || !ollama.has("llamaServer")) return false;
  const message = "Multimodal data provided, but model does not support multimodal requests.";
  const error = JSON.stringify({ error: { code: 400, message, type: "invalid_request_error" } });
  answer.jsonInChunks(400, { error });
  return true;
}

function requireCapability(name: string, model: InstalledModel, fields: Fields): void {
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

async function complete(
  {
    fields,
    prompt,
    acquired,
    head,
  }: { fields: Fields; prompt: string; acquired: AcquiredModel; head: () => JsonObject },
  answer: Answer,
  ollama: Ollama,
): Promise<void> {
  const completion = createCompletion(acquired.maxTokens);
  const startedAtMs = ollama.clock.now();
  const isStreamed = fields.flag("stream") ?? true;
  const { clock, tokenMs } = ollama;
  await streamTokens(completion, { clock, tokenMs, signal: answer.signal }, (token) => {
    if (isStreamed) answer.line({ ...head(), response: token, done: false });
  });
  const totalMs = acquired.loadMs + clock.now() - startedAtMs;
  const last: JsonObject = {
    ...head(),
    response: isStreamed ? "" : completion.tokens.join(""),
    done: true,
    done_reason: completion.doneReason,
    context: toContext(prompt, completion),
    ...toMetrics({ prompt, completion, loadMs: acquired.loadMs, totalMs }),
  };
  if (!isStreamed) return answer.json(200, last);
  answer.line(last);
  answer.end();
}
