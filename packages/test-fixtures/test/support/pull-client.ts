import { request, type IncomingMessage } from "node:http";
import type { Clock, RecordedRequest } from "../../src/index.ts";
import { parseJson, type Json } from "../../src/json.ts";

/** A client of a pull, with the lines it received, in simulated time. */
export interface Client {
  readonly isOver: boolean;
  /** As in the recordings: `complete`, `client closed`, or `broken: …`. */
  readonly end: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly lines: readonly { readonly atMs: number; readonly line: Json }[];
  leave(): void;
}

/** Sends a request, and reads the response until it ends or the client disconnects. */
export function openClient(port: number, recorded: RecordedRequest, clock: Clock): Client {
  const startedAtMs = clock.now();
  const lines: { atMs: number; line: Json }[] = [];
  let [end, text, rest] = ["", "", ""];
  let answered: IncomingMessage | undefined;
  const finish = (how: string): void => void (end ||= how);

  const take = (piece: string): void => {
    text += piece;
    const whole = (rest + piece).split("\n");
    rest = whole.pop() ?? "";
    for (const line of whole) lines.push({ atMs: clock.now() - startedAtMs, line: parseJson(line) ?? line });
  };
  const { method, path, headers, body } = recorded;
  const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
    answered = answer;
    answer.setEncoding("utf8");
    answer.on("data", take);
    answer.on("end", () => finish("complete"));
    answer.on("error", (error) => finish(`broken: ${error.message}`));
  });
  outgoing.on("error", (error) => finish(`error: ${error.message}`));
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));

  return {
    get isOver() {
      return end !== "";
    },
    get end() {
      return end;
    },
    get status() {
      return answered?.statusCode ?? 0;
    },
    get headers() {
      const entries = Object.entries(answered?.headers ?? {});
      return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
    },
    get text() {
      return text;
    },
    lines,
    leave() {
      finish("client closed");
      outgoing.destroy();
    },
  };
}
