import type { IncomingMessage, ServerResponse } from "node:http";
import { wait } from "../../clock.ts";
import { parseJson, type Json } from "../../json.ts";
import type { Ollama } from "../ollama.ts";
import { routes } from "../routes.ts";
import { createAnswer, type Answer } from "./answer.ts";
import { readText } from "./body.ts";
import type { FaultBoard } from "./faults.ts";
import { judge } from "./access.ts";
import { misbehave } from "./inject-fault.ts";
import { Refusal } from "./refusal.ts";
import type { AnsweredRequest, RequestLog } from "./request-log.ts";
import { findRoute, type Asked, type Found } from "./router.ts";

/** What answering needs besides the request. */
export type Serving = {
  readonly ollama: Ollama;
  readonly host: string;
  readonly log: RequestLog;
  readonly faults: FaultBoard;
  readonly listeningSinceMs: () => number;
  readonly onAnswered: (request: AnsweredRequest) => void;
};

/** Answers one request: late, wrongly, or as Ollama would. */
export async function serve(serving: Serving, raw: IncomingMessage, response: ServerResponse): Promise<void> {
  const { ollama, log, faults } = serving;
  const { clock } = ollama;
  const method = raw.method ?? "GET";
  const [path = ""] = (raw.url ?? "/").split("?");
  const found = findRoute(routes, method, path, ollama.has);
  const begun = clock.now();
  let body: Json | undefined;
  const gone = watchForEnd(raw, response, log.begin(found.route), () =>
    serving.onAnswered({
      method,
      path,
      status: response.statusCode,
      tookMs: clock.now() - begun,
      remoteAddress: raw.socket.remoteAddress ?? "",
      body,
    }),
  );

  const isRaw = found.kind === "route" && found.entry.isRaw === true;
  const text = isRaw ? "" : await readText(raw).catch(() => "");
  const headers = toTextTable(raw.headers);
  body = parseJson(text);
  log.see({ route: found.route, method, path, headers, text, body });

  await wait(clock, serving.listeningSinceMs() + faults.httpLateMs - clock.now(), gone);
  const fault = faults.of(found.route);
  if (fault?.kind === "late") await wait(clock, fault.ms, gone);

  const answer = createAnswer(response, gone, fault);
  if (misbehave(fault, answer)) return;
  const parameter = found.kind === "route" ? found.parameter : "";
  await respond(found, { method, path, headers, parameter, text, raw }, answer, serving, response);
}

async function respond(
  found: Found,
  asked: Asked,
  answer: Answer,
  { ollama, host }: Serving,
  response: ServerResponse,
): Promise<void> {
  const verdict = judge(asked.method, asked.headers, host, ollama.has);
  if (verdict.kind === "forbidden") return answer.empty(403, { "content-length": "0" });
  if (verdict.kind === "answered") return answer.empty(204);
  for (const [name, value] of Object.entries(verdict.headers)) response.setHeader(name, value);

  if (found.kind === "nothing") return answer.text(404, "404 page not found", PLAIN);
  if (found.kind === "wrong-method") {
    return answer.text(405, "405 method not allowed", { allow: found.allowed.join(", "), ...PLAIN });
  }
  try {
    await found.entry.handle(asked, answer, ollama);
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 500;
    answer.json(status, { error: error instanceof Error ? error.message : String(error) });
  }
}

const PLAIN = { "content-type": "text/plain" };

function watchForEnd(
  raw: IncomingMessage,
  response: ServerResponse,
  onOver: () => void,
  onAnswered: () => void,
): AbortSignal {
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) gone.abort();
    onOver();
    onAnswered();
  });
  // A connection cut while a body is sent or an answer written is no news to anybody.
  raw.on("error", () => gone.abort());
  response.on("error", () => gone.abort());
  return gone.signal;
}

function toTextTable(headers: IncomingMessage["headers"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}
