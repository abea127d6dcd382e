import { request } from "node:http";
import type { RecordedRequest } from "../../src/index.ts";
import { parseJson, type Json } from "../../src/json.ts";
import type { Answered } from "./compare.ts";

/** Texts of the recording and their replacements here, such as the port of the registry. */
export type Substitutions = Readonly<Record<string, string>>;

/** Replaces a body of which only the length was recorded. */
export type Upload = { readonly bytes: Uint8Array };

/** Sends a recorded request to a port. Returns the response with the texts of the recording. */
export async function send(
  port: number,
  recorded: RecordedRequest,
  { substitutions = {}, upload }: { substitutions?: Substitutions; upload?: Upload } = {},
): Promise<Answered> {
  const toLocal = (text: string): string => swap(text, Object.entries(substitutions));
  const toRecorded = (text: string): string =>
    swap(
      text,
      Object.entries(substitutions).map(([a, b]) => [b, a]),
    );
  const text = typeof recorded.body === "string" ? recorded.body : JSON.stringify(recorded.body);
  const body = upload?.bytes ?? (recorded.body === undefined ? undefined : toLocal(text));
  const { status, headers, text: answer } = await exchange(port, toLocal(recorded.path), recorded, body);
  const recordedText = toRecorded(answer);
  if (headers["content-type"] === "application/x-ndjson") {
    return { status, headers, body: null, lines: recordedText.trimEnd().split("\n").map(toJson) };
  }
  return { status, headers, body: toJson(recordedText), lines: [] };
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
    // For DELETE, Node only sends a valid body if its length is set.
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const all = { ...headers, ...length };
    const outgoing = request(
      { host: "127.0.0.1", port, path, method, headers: all, agent: false },
      (answer) => {
        const pieces: string[] = [];
        answer.setEncoding("utf8");
        answer.on("data", (piece: string) => pieces.push(piece));
        answer.on("error", reject);
        answer.on("end", () => {
          const entries = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(entries),
            text: pieces.join(""),
          });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function toJson(text: string): Json {
  return parseJson(text) ?? text;
}

function swap(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((swapped, [from, to]) => swapped.replaceAll(from, to), text);
}
