import { request, type IncomingMessage } from "node:http";
import type { Clock, RecordedRequest } from "../../src/index.ts";
import { parseJson, type Json } from "../../src/json.ts";

/** A client of a pull, and what it was told, in simulated time. */
export interface Client {
  readonly isOver: boolean;
  /** As the recordings say it: `complete`, `client closed`, or `broken: …`. */
  readonly end: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly lines: readonly { readonly atMs: number; readonly line: Json }[];
  leave(): void;
}

/** Asks, and listens until it is over or it leaves. */
export function openClient(port: number, asked: RecordedRequest, clock: Clock): Client {
  const begunMs = clock.now();
  const lines: { atMs: number; line: Json }[] = [];
  let [end, text, rest] = ["", "", ""];
  let answered: IncomingMessage | undefined;
  const finish = (how: string): void => void (end ||= how);

  const take = (piece: string): void => {
    text += piece;
    const whole = (rest + piece).split("\n");
    rest = whole.pop() ?? "";
    for (const line of whole) lines.push({ atMs: clock.now() - begunMs, line: parseJson(line) ?? line });
  };
  const { method, path, headers, body } = asked;
  const asking = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
    answered = answer;
    answer.setEncoding("utf8");
    answer.on("data", take);
    answer.on("end", () => finish("complete"));
    answer.on("error", (error) => finish(`broken: ${error.message}`));
  });
  asking.on("error", (error) => finish(`error: ${error.message}`));
  asking.end(body === undefined ? undefined : JSON.stringify(body));

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
      const told = Object.entries(answered?.headers ?? {});
      return Object.fromEntries(told.map(([name, value]) => [name, String(value)]));
    },
    get text() {
      return text;
    },
    lines,
    leave() {
      finish("client closed");
      asking.destroy();
    },
  };
}
