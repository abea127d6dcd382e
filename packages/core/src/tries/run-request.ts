import type { AnswerEndpoint } from "../api-test/api-test.ts";
import { loadFieldsOf, type LoadFields } from "../models/load-fields.ts";
import type { LoadSettings } from "../models/load-settings.ts";
import type { Prompt } from "./prompt.ts";

type Options = LoadFields["options"] & {
  readonly temperature?: number;
  readonly num_predict?: number;
  readonly seed?: number;
};
type Asked = Omit<LoadFields, "options"> & { readonly model: string; readonly options?: Options };
type Think = { readonly think?: boolean | string };
type Message = { readonly role: "user"; readonly content: string; readonly images?: readonly string[] };

/** What is sent to Ollama (docs/ollama.md §1.5). The prompt is the person's secret: it is never logged or stored. */
export type RunRequest =
  | {
      readonly endpoint: "/api/chat";
      readonly body: Asked & Think & { readonly messages: readonly Message[] };
    }
  | {
      readonly endpoint: "/api/generate";
      readonly body: Asked & Think & { readonly prompt: string; readonly images?: readonly string[] };
    }
  | { readonly endpoint: "/api/embed"; readonly body: Asked & { readonly input: string } };

/** The request that asks a model this at the endpoint that fits it; `settings` are those by which it is loaded. */
export function runRequestOf(
  asked: Prompt,
  endpoint: AnswerEndpoint,
  settings: LoadSettings = {},
): RunRequest {
  const { model, prompt, images = [], think } = asked;
  const shared = { model, ...fieldsOf(asked, settings) };
  const thinks = { ...(think !== undefined && { think }) };
  const seen = { ...(images.length > 0 && { images }) };
  switch (endpoint) {
    case "/api/chat":
      return {
        endpoint,
        body: { ...shared, messages: [{ role: "user", content: prompt, ...seen }], ...thinks },
      };
    case "/api/generate":
      return { endpoint, body: { ...shared, prompt, ...seen, ...thinks } };
    case "/api/embed":
      return { endpoint, body: { ...shared, input: prompt } };
  }
}

/** What is chosen for a prompt goes before what is set for all loads. */
function fieldsOf({ context, temperature }: Prompt, settings: LoadSettings): Omit<Asked, "model"> {
  const fields = loadFieldsOf({ ...settings, ...(context !== undefined && { context }) });
  if (temperature === undefined) return fields;
  return { ...fields, options: { ...fields.options, temperature } };
}
