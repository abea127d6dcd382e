import type { IncomingMessage, ServerResponse } from "node:http";
import { wait } from "../../clock.ts";
import { parseJson, type Json } from "../../json.ts";
import type { Ollama } from "../ollama.ts";
import { routes } from "../routes.ts";
import { createAnswer, type Answer } from "./answer.ts";
import { readText } from "./body.ts";
import type { FaultBoard } from "./faults.ts";
import { checkAccess } from "./access.ts";
import { injectFault } from "./inject-fault.ts";
import { Refusal } from "./refusal.ts";
import type { AnsweredRequest, RequestLog } from "./request-log.ts";
import { findRoute, type RouteRequest, type RouteMatch } from "./router.ts";

export type Serving = {
  readonly ollama: Ollama;
  readonly host: string;
  readonly log: RequestLog;
  readonly faults: FaultBoard;
  readonly listeningSinceMs: () => number;
  readonly onAnswered: (request: AnsweredRequest) => void;
};

/** Answers a request, with faults if there are any. */
export async function serve(serving: Serving, raw: IncomingMessage, response: ServerResponse): Promise<void> {
  const { ollama, log, faults } = serving;
  const { clock } = ollama;
  const method = raw.method ?? "GET";
  const [path = ""] = (raw.url ?? "/").split("?");
  const match = findRoute(routes, { method, path }, ollama.has);
  const startedAtMs = clock.now();
  let body: Json | undefined;
  const endRequest = log.begin(match.route);
  const signal = watchForEnd(raw, response, () => {
    endRequest();
    serving.onAnswered({
      method,
      path,
      status: response.statusCode,
      tookMs: clock.now() - startedAtMs,
      remoteAddress: raw.socket.remoteAddress ?? "",
      body,
    });
  });

  const isRaw = match.kind === "route" && match.entry.isRaw === true;
  const text = isRaw ? "" : await readText(raw).catch(() => "");
  const headers = toTextTable(raw.headers);
  body = parseJson(text);
  log.see({ route: match.route, method, path, headers, text, body });

  await wait(clock, serving.listeningSinceMs() + faults.httpLateMs - clock.now(), signal);
  const fault = faults.of(match.route);
  if (fault?.kind === "late") await wait(clock, fault.ms, signal);

  const answer = createAnswer(response, signal, fault);
  if (injectFault(fault, answer)) return;
  const parameter = match.kind === "route" ? match.parameter : "";
  const request = { method, path, headers, parameter, text, raw };
  const access = checkAccess(request, serving.host, ollama.has);
  if (access.kind === "forbidden") return answer.empty(403, { "content-length": "0" });
  if (access.kind === "answered") return answer.empty(204);
  for (const [name, value] of Object.entries(access.headers)) response.setHeader(name, value);
  await respond(match, request, answer, ollama);
}

async function respond(
  match: RouteMatch,
  request: RouteRequest,
  answer: Answer,
  ollama: Ollama,
): Promise<void> {
  if (match.kind === "nothing") return answer.text(404, "404 page not found", PLAIN);
  if (match.kind === "wrong-method") {
    return answer.text(405, "405 method not allowed", { allow: match.allowed.join(", "), ...PLAIN });
  }
  try {
    await match.entry.handle(request, answer, ollama);
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 500;
    answer.json(status, { error: error instanceof Error ? error.message : String(error) });
  }
}

const PLAIN = { "content-type": "text/plain" };

function watchForEnd(raw: IncomingMessage, response: ServerResponse, onEnd: () => void): AbortSignal {
  const disconnected = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) disconnected.abort();
    onEnd();
  });
  // A client may disconnect at any time; that is not an error.
  raw.on("error", () => disconnected.abort());
  response.on("error", () => disconnected.abort());
  return disconnected.signal;
}

function toTextTable(headers: IncomingMessage["headers"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}
