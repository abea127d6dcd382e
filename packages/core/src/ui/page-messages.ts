import * as v from "valibot";
import type { AppState } from "../app/state.ts";
import { parseRequest, type ActionRequest } from "./actions.ts";

const messageSchema = v.variant("type", [
  v.object({ type: v.literal("hello"), protocol: v.number() }),
  v.object({
    type: v.literal("request"),
    number: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    request: v.unknown(),
  }),
  v.object({ type: v.literal("lost-track") }),
]);

/** What a page can say: `FromPage` of the protocol, once it is parsed. */
type PageMessage =
  | Exclude<v.InferOutput<typeof messageSchema>, { readonly type: "request" }>
  | { readonly type: "request"; readonly number: number; readonly request: ActionRequest };

/** What a page has said; `undefined` where it is nothing that a page may say. */
export function parsePageMessage(said: unknown, state: AppState): PageMessage | undefined {
  const parsed = v.safeParse(messageSchema, said);
  if (!parsed.success) return undefined;
  const { output } = parsed;
  if (output.type !== "request") return output;
  const asked = parseRequest("page", output.request, state);
  return "request" in asked ? { ...output, request: asked.request } : undefined;
}
