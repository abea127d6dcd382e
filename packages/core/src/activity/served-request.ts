import type { AccessLine } from "./access-line.ts";

/** What a request asks for. */
export type RequestKind = "answer" | "embedding" | "other";

/** A request that Ollama has served, or several same ones in a row. */
export type ServedRequest = {
  /** Counts the rows, from the first one on. */
  readonly number: number;
  readonly kind: RequestKind;
  readonly asker: Asker;
  readonly client: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** When the first one began, and when the last one ended; the log says it to the second. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** The time of the last one, as the log says it. */
  readonly time: string;
  readonly times: number;
  readonly shortestMs: number;
  readonly longestMs: number;
  /** How long the model took to load that was loaded meanwhile; absent if none was. */
  readonly loadedMs?: number;
  /** The line of the last one. */
  readonly line: string;
};

/** Who has sent it; what Paddock only looks at is a check. */
export type Asker =
  | { readonly kind: "other" }
  | { readonly kind: "paddock"; readonly isCheck: boolean; readonly model?: string };

const ANSWERS: ReadonlySet<string> = new Set([
  "/api/generate",
  "/api/chat",
  "/v1/completions",
  "/v1/chat/completions",
  "/v1/responses",
  "/v1/messages",
  "/v1/systemone",
  "/v1/audio/speech",
  "/v1/audio/transcriptions",
]);
const EMBEDDINGS: ReadonlySet<string> = new Set(["/api/embed", "/api/embeddings", "/v1/embeddings"]);

export function kindOf({ method, path }: Pick<AccessLine, "method" | "path">): RequestKind {
  if (method !== "POST") return "other";
  const [plain = ""] = path.split("?");
  return ANSWERS.has(plain) ? "answer" : EMBEDDINGS.has(plain) ? "embedding" : "other";
}

export const isCheck = ({ asker }: Pick<ServedRequest, "asker">): boolean =>
  asker.kind === "paddock" && asker.isCheck;

/** Whether two requests differ only in when they were sent and how long they took, and no model was loaded meanwhile. */
export const isSameRequest = (a: ServedRequest, b: ServedRequest): boolean =>
  a.path === b.path &&
  a.status === b.status &&
  a.client === b.client &&
  a.method === b.method &&
  a.loadedMs === undefined &&
  b.loadedMs === undefined &&
  isSameAsker(a.asker, b.asker);

const isSameAsker = (a: Asker, b: Asker): boolean =>
  a.kind === "paddock" && b.kind === "paddock"
    ? a.isCheck === b.isCheck && a.model === b.model
    : a.kind === b.kind;

/** Two same requests as one row. */
export const together = (first: ServedRequest, then: ServedRequest): ServedRequest => ({
  ...then,
  number: first.number,
  fromMs: Math.min(first.fromMs, then.fromMs),
  times: first.times + then.times,
  shortestMs: Math.min(first.shortestMs, then.shortestMs),
  longestMs: Math.max(first.longestMs, then.longestMs),
});
