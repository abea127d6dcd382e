import type { ModelName } from "../models/model-name.ts";
import { IMAGE, type Call } from "./call.ts";
import type { CallKind, Dialect } from "./call-kinds.ts";

type CallOptions = {
  readonly kind: CallKind;
  readonly dialect: Dialect;
  readonly model: ModelName;
  /** The address without a path of an API. */
  readonly base: string;
  /** Headers that the host needs besides, with placeholders for their values. */
  readonly headers: Readonly<Record<string, string>>;
};

type Request = Omit<Call, "url" | "headers"> & {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An example call; `undefined` where that API has none for it. */
export function exampleCall({ kind, dialect, model, base, headers }: CallOptions): Call | undefined {
  const request = REQUESTS[dialect](kind, model);
  if (!request) return undefined;
  const { path, headers: own, ...call } = request;
  const all = { ...own, ...headers };
  return { ...call, url: `${base}${path}`, ...(Object.keys(all).length > 0 && { headers: all }) };
}

const PROMPT = "Why is the sky blue?";
const ABOUT_IMAGE = "What is in this image?";
const ABOUT_WEATHER = "What is the weather in Paris?";
const says = (content: unknown) => [{ role: "user", content }];

const WEATHER = {
  name: "get_weather",
  description: "The weather in a city",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
} as const;
const FUNCTIONS = [{ type: "function", function: WEATHER }];

/** What each API is sent, by its documentation: docs.ollama.com/api, /api/openai-compatibility, /api/anthropic-compatibility. */
const REQUESTS = {
  ollama: ollamaRequest,
  openai: openAiRequest,
  anthropic: anthropicRequest,
} as const satisfies Record<Dialect, (kind: CallKind, model: ModelName) => Request | undefined>;

function ollamaRequest(kind: CallKind, model: ModelName): Request {
  const chat = (messages: object, more: object = {}) => ({ model, messages, ...more, stream: false });
  switch (kind) {
    case "chat":
      return { path: "/api/chat", body: chat(says(PROMPT)), result: ["message", "content"] };
    case "generate":
      return { path: "/api/generate", body: { model, prompt: PROMPT, stream: false }, result: ["response"] };
    case "vision": {
      const messages = [{ role: "user", content: ABOUT_IMAGE, images: [IMAGE] }];
      return { path: "/api/chat", body: chat(messages), result: ["message", "content"] };
    }
    case "tools": {
      const body = chat(says(ABOUT_WEATHER), { tools: FUNCTIONS });
      return { path: "/api/chat", body, result: ["message", "tool_calls"] };
    }
    case "embed":
      return { path: "/api/embed", body: { model, input: PROMPT }, result: ["embeddings", 0] };
  }
}

function openAiRequest(kind: CallKind, model: ModelName): Request {
  const headers = JSON_TYPE;
  const path = "/v1/chat/completions";
  const result = ["choices", 0, "message", "content"];
  switch (kind) {
    case "chat":
      return { path, headers, body: { model, messages: says(PROMPT) }, result };
    case "generate":
      return {
        path: "/v1/completions",
        headers,
        body: { model, prompt: PROMPT },
        result: ["choices", 0, "text"],
      };
    case "vision": {
      const image = { type: "image_url", image_url: { url: `data:image/png;base64,${IMAGE}` } };
      return {
        path,
        headers,
        body: { model, messages: says([{ type: "text", text: ABOUT_IMAGE }, image]) },
        result,
      };
    }
    case "tools": {
      const body = { model, messages: says(ABOUT_WEATHER), tools: FUNCTIONS };
      return { path, headers, body, result: ["choices", 0, "message", "tool_calls"] };
    }
    case "embed":
      return {
        path: "/v1/embeddings",
        headers,
        body: { model, input: PROMPT },
        result: ["data", 0, "embedding"],
      };
  }
}

const JSON_TYPE = { "Content-Type": "application/json" };
/** A model that thinks sends its thoughts before the text. */
const LAST_TEXT = ["content", -1, "text"];

function anthropicRequest(kind: CallKind, model: ModelName): Request | undefined {
  const path = "/v1/messages";
  const headers = { ...JSON_TYPE, "anthropic-version": "2023-06-01" };
  const ask = (messages: object, more: object = {}) => ({ model, max_tokens: 1024, messages, ...more });
  switch (kind) {
    case "chat":
      return { path, headers, body: ask(says(PROMPT)), result: LAST_TEXT };
    case "vision": {
      const image = { type: "image", source: { type: "base64", media_type: "image/png", data: IMAGE } };
      const body = ask(says([image, { type: "text", text: ABOUT_IMAGE }]));
      return { path, headers, body, result: LAST_TEXT };
    }
    case "tools": {
      const { parameters, ...tool } = WEATHER;
      const body = ask(says(ABOUT_WEATHER), { tools: [{ ...tool, input_schema: parameters }] });
      return { path, headers, body, result: ["content"] };
    }
    case "generate":
    case "embed":
      return undefined;
  }
}
