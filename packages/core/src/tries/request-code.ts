import { codeOf } from "../clients/call-code.ts";
import type { Language } from "./prompt.ts";
import type { RunRequest } from "./run-request.ts";

/** The request as code that can be run as it is, whatever the prompt and the name contain. */
export const requestIn = (language: Language, url: string, request: RunRequest): string =>
  codeOf(language, {
    url,
    body: language === "curl" ? request.body : inOnePiece(request),
    result: RESULTS[request.endpoint],
  });

/** Without streaming, since the answer is then one JSON value. */
const inOnePiece = ({ endpoint, body }: RunRequest): object =>
  endpoint === "/api/embed" ? body : { ...body, stream: false };

/** Where the result is in an answer (docs/ollama.md §1.5). */
const RESULTS = {
  "/api/chat": ["message", "content"],
  "/api/generate": ["response"],
  "/api/embed": ["embeddings", 0],
} as const satisfies Record<RunRequest["endpoint"], readonly (string | number)[]>;
