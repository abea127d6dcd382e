import { parseFields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import { openReply } from "../http/reply.ts";
import type { Handle } from "../http/router.ts";
import { parseName } from "../model/names.ts";
import { pullModel } from "../pull/pull.ts";
import { runnerField } from "./runner-field.ts";

/** `/api/pull`: every failure except a bad name is a line after 200. */
export const pull: Handle = async (request, answer, ollama) => {
  const fields = parseFields(request.text, "PullRequest");
  const name = parseName(fields.model());
  if (name === undefined) throw new Refusal(400, "invalid model name");
  const runner = runnerField(fields, ollama);
  const reply = openReply(answer, fields.flag("stream") ?? true);
  const isInsecure = fields.flag("insecure") ?? false;
  const asked = { name, isInsecure, ...(runner !== undefined && { runner }) };
  try {
    await pullModel({ ...asked, signal: answer.signal, line: (line) => reply.line(line) }, ollama);
    reply.end();
  } catch (error) {
    reply.fail(500, error instanceof Error ? error.message : String(error));
  }
};
