import type { Fields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import { parseRunner, type Runner } from "../model/runner.ts";
import type { Ollama } from "../ollama.ts";

/** The child of a list that a request asks for. Before 0.40, the field is unknown and ignored. */
export function runnerField(fields: Fields, { has }: Pick<Ollama, "has">): Runner | undefined {
  if (!has("manifestLists")) return undefined;
  const text = fields.text("runner") ?? "";
  if (text === "") return undefined;
  const runner = parseRunner(text);
  if (runner === undefined) throw new Refusal(400, `unknown runner ${JSON.stringify(text)}`);
  return runner;
}
