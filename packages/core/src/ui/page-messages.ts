import * as v from "valibot";
import type { AppState } from "../app/state.ts";
import { dashboardPartSchema } from "./dashboard-part.ts";
import { parseRequest, type ActionRequest } from "./actions.ts";

const messageSchema = v.variant("type", [
  v.object({ type: v.literal("hello"), protocol: v.number() }),
  v.object({
    type: v.literal("request"),
    number: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    request: v.unknown(),
  }),
  v.object({ type: v.literal("lost-track") }),
  v.object({
    type: v.literal("showing"),
    part: dashboardPartSchema,
  }),
]);

/** A message from a page: `FromPage` of the protocol, parsed. */
type PageMessage =
  | Exclude<v.InferOutput<typeof messageSchema>, { readonly type: "request" }>
  | { readonly type: "request"; readonly number: number; readonly request: ActionRequest };

/** Parses what a click on a row asks for. Throws if it is not a valid request: any extension may run its command. */
export function parseRowRequest(data: unknown, state: AppState): ActionRequest {
  const parsed = parseRequest("page", data, state);
  if ("problem" in parsed) throw new TypeError(parsed.problem);
  return parsed.request;
}

/** Parses a message from a page; `undefined` if it is invalid. */
export function parsePageMessage(data: unknown, state: AppState): PageMessage | undefined {
  const parsed = v.safeParse(messageSchema, data);
  if (!parsed.success) return undefined;
  const { output } = parsed;
  if (output.type !== "request") return output;
  const asked = parseRequest("page", output.request, state);
  return "request" in asked ? { ...output, request: asked.request } : undefined;
}
