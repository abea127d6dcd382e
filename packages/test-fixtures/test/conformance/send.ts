import { request } from "node:http";
import type { RecordedRequest } from "../../src/index.ts";
import { parseJson, type Json } from "../../src/json.ts";
import type { Answered } from "./compare.ts";

/** Texts of the recording that are other ones here, such as the port of the registry. */
export type Substitutions = Readonly<Record<string, string>>;

/** What to send in place of a body that was recorded as its length only. */
export type Upload = { readonly bytes: Uint8Array };

/** Sends a recorded request to a port, and tells the answer in the words of the recording. */
export async function send(
  port: number,
  recorded: RecordedRequest,
  { substitutions = {}, upload }: { substitutions?: Substitutions; upload?: Upload } = {},
): Promise<Answered> {
  const here = (text: string): string => swap(text, Object.entries(substitutions));
  const there = (text: string): string =>
    swap(
      text,
      Object.entries(substitutions).map(([a, b]) => [b, a]),
    );
  const text = typeof recorded.body === "string" ? recorded.body : JSON.stringify(recorded.body);
  const body = upload?.bytes ?? (recorded.body === undefined ? undefined : here(text));
  const { status, headers, text: answer } = await exchange(port, here(recorded.path), recorded, body);
  const told = there(answer);
  if (headers["content-type"] === "application/x-ndjson") {
    return { status, headers, body: null, lines: told.trimEnd().split("\n").map(toJson) };
  }
  return { status, headers, body: toJson(told), lines: [] };
}

type Raw = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

function exchange(
  port: number,
  path: string,
  { method, headers }: RecordedRequest,
  body: string | Uint8Array | undefined,
): Promise<Raw> {
  return new Promise((resolve, reject) => {
    // Node frames the body of a DELETE only where its length is given.
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const all = { ...headers, ...length };
    const asking = request(
      { host: "127.0.0.1", port, path, method, headers: all, agent: false },
      (answer) => {
        const pieces: string[] = [];
        answer.setEncoding("utf8");
        answer.on("data", (piece: string) => pieces.push(piece));
        answer.on("error", reject);
        answer.on("end", () => {
          const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(told),
            text: pieces.join(""),
          });
        });
      },
    );
    asking.on("error", reject);
    asking.end(body);
  });
}

function toJson(text: string): Json {
  return parseJson(text) ?? text;
}

function swap(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((swapped, [from, to]) => swapped.replaceAll(from, to), text);
}
