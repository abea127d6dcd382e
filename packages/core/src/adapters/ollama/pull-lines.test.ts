import type { Socket } from "node:net";
import fc from "fast-check";
import { lastValueFrom, of, toArray } from "rxjs";
import { afterAll, expect, it } from "vitest";
import { retryPlan } from "../../downloads/retries.ts";
import { toFailure, type Failure } from "../../shared/failure.ts";
import type { HttpPart } from "../../ollama/http-transport.port.ts";
import type { PullLine } from "../../ollama/ollama-api.port.ts";
import { serveSockets } from "../../testing/serving.ts";
import { pullLines } from "./pull-lines.ts";
import { undiciTransport } from "../http/undici-transport.ts";

const transport = undiciTransport();
afterAll(() => transport.close());

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n";
const LINE = '{"status":"pulling manifest"}\n';
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

/** Pulls from a server that answers with `answer`. */
async function pullFrom(answer: (socket: Socket) => void): Promise<unknown> {
  await using server = await serveSockets((socket) => socket.once("data", () => answer(socket)));
  const request = { method: "POST", url: `${server.url}/api/pull`, headers: {}, body: "{}" } as const;
  const lines$ = pullLines(transport, { ...request, idleMs: 5_000 });
  return await lastValueFrom(lines$.pipe(toArray())).catch(toFailure);
}

// A proxy that loses the Ollama behind it ends a response in one of these ways.
it.each([
  [
    "in chunks, without the last one",
    (socket: Socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${chunk(LINE)}`),
  ],
  [
    "in the middle of a chunk",
    (socket: Socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n40\r\n{"sta`),
  ],
  ["in the middle of a line", (socket: Socket) => socket.end(`${HEAD}\r\n${LINE}{"status":"pull`)],
  ["between two lines", (socket: Socket) => socket.end(`${HEAD}\r\n${LINE}`)],
])("an answer that ends early was cut off: %s", async (_how, answer) => {
  expect(await pullFrom(answer)).toEqual({ kind: "cut-off" });
});

it("a last line without a newline is still a line", async () => {
  const lines = await pullFrom((socket) => socket.end(`${HEAD}\r\n${LINE}{"status":"success"}`));
  expect(lines).toEqual([
    { kind: "status", status: "pulling manifest" },
    { kind: "status", status: "success" },
  ]);
});

const SUCCESS = '{"status":"success"}\n';
const DIGEST = `sha256:${"1".repeat(64)}`;

it.each([
  ["in one line without an end", "<!doctype html><html><body>Sign in to the network</body></html>"],
  ["in several lines", "<html>\n<body>\nSign in\n</body>\n</html>\n"],
  ["that is plain text", "Sign in to the network"],
  ["of another API", '{"object":"list","data":[]}'],
])(
  "a page in place of the stream is not Ollama's answer, so the pull is not retried: %s",
  async (_how, page) => {
    const failure = await pullFrom((socket) => socket.end(`${HEAD}\r\n${page}`));
    expect(failure).toMatchObject({ kind: "unreadable", endpoint: "POST /api/pull" });
    expect(retryPlan(failure as Failure)).toEqual([]);
  },
);

it("null means absent", async () => {
  const none = '"completed":null,"total":null,"digest":null';
  const lines = await pullFrom((socket) =>
    socket.end(
      `${HEAD}\r\n{"status":"pulling manifest",${none}}\n` +
        `{"status":"pulling 1","completed":500000,"total":1000000,"digest":"${DIGEST}"}\n` +
        `{"status":"pulling 1","completed":null,"total":null,"digest":"${DIGEST}"}\n` +
        `{"status":"success",${none}}\n`,
    ),
  );
  expect(lines).toEqual([
    { kind: "status", status: "pulling manifest" },
    { kind: "layer", digest: DIGEST, doneBytes: 500_000, totalBytes: 1_000_000 },
    { kind: "layer", digest: DIGEST, doneBytes: 0 },
    { kind: "status", status: "success" },
  ]);
});

it.each([
  ["a negative count", `{"status":"pulling 1","digest":"${DIGEST}","total":1000000,"completed":-10240}`],
  ["a fraction", `{"status":"pulling 1","digest":"${DIGEST}","total":1000000.5,"completed":600000.5}`],
  ["no JSON", ": keep-alive"],
  ["JSON of another form", '{"event":"ping"}'],
  ["a half line", '{"status":"pul'],
])("an odd line does not end a sound pull: %s", async (_what, odd) => {
  const lines = await pullFrom((socket) => socket.end(`${HEAD}\r\n${LINE}${odd}\n${LINE}${SUCCESS}`));
  expect(lines).toEqual([
    { kind: "status", status: "pulling manifest" },
    { kind: "status", status: "pulling manifest" },
    { kind: "status", status: "success" },
  ]);
});

it("an empty error means that there is none", async () => {
  const none = '"digest":"","total":0,"completed":0,"error":""';
  const lines = await pullFrom((socket) =>
    socket.end(`${HEAD}\r\n{"status":"pulling manifest",${none}}\n{"status":"success",${none}}\n`),
  );
  expect(lines).toEqual([
    { kind: "status", status: "pulling manifest" },
    { kind: "status", status: "success" },
  ]);
});

it("an odd count in the last line does not hide the success", async () => {
  const lines = await pullFrom((socket) =>
    socket.end(`${HEAD}\r\n${LINE}{"status":"success","completed":-1,"digest":""}\n`),
  );
  expect(lines).toHaveLength(2);
});

it("a gateway's status means that the server behind it does not answer", async () => {
  const failure = await pullFrom((socket) =>
    socket.end("HTTP/1.1 524 \r\nConnection: close\r\n\r\n<html>524</html>"),
  );
  expect(failure).toEqual({ kind: "bad-gateway", status: 524 });
  expect(retryPlan(failure as Failure).length).toBeGreaterThan(0);
});

it.each([
  ["a digest of 2 MB", `{"status":"pulling","digest":"${"a".repeat(2_000_000)}","total":9,"completed":1}\n`],
  ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x0a])],
])("an invalid answer gives a short failure: %s", async (_what, bytes) => {
  const failure = await pullFrom((socket) => {
    socket.write(`${HEAD}\r\n`);
    socket.end(bytes);
  });
  expect(failure).toMatchObject({ kind: expect.stringMatching(/^(cut-off|unreadable)$/) as string });
  expect(JSON.stringify(failure).length).toBeLessThan(1_000);
});

type Outcome = { readonly lines: readonly PullLine[]; readonly failure?: Failure };

/** What becomes of a pull whose answer comes in these pieces; of lines that differ in their count only the last one. */
function outcomeOf(pieces: readonly Uint8Array[]): Outcome {
  const head: HttpPart = { kind: "head", status: 200, headers: new Map() };
  const parts = [head, ...pieces.map((bytes): HttpPart => ({ kind: "bytes", bytes }))];
  const lines: PullLine[] = [];
  let failure: Failure | undefined;
  const request = { method: "POST", url: "http://localhost/api/pull" } as const;
  pullLines({ send: () => of(...parts), close: () => {} }, request).subscribe({
    next(line) {
      const last = lines.at(-1);
      if (line.kind === "layer" && last?.kind === "layer" && last.digest === line.digest) lines.pop();
      lines.push(line);
    },
    error: (error: unknown) => (failure = toFailure(error)),
  });
  return { lines, ...(failure && { failure }) };
}

const layerLine = (count: number, of = DIGEST): string =>
  `{"status":"pulling","digest":"${of}","total":100,"completed":${count}}\n`;
const otherLayer = `sha256:${"2".repeat(64)}`;

it("a note that cannot be read is known behind a proxy that holds lines back", () => {
  const answer = [LINE, layerLine(50), layerLine(100), '{"error":"EOF"}\n'].join("");
  expect(outcomeOf([new TextEncoder().encode(answer)])).toEqual({
    lines: [
      { kind: "status", status: "pulling manifest" },
      { kind: "layer", digest: DIGEST, doneBytes: 100, totalBytes: 100 },
    ],
    failure: { kind: "partial-broken" },
  });
});

it("a pull has the same outcome however its answer is cut into pieces", () => {
  const line = fc.constantFrom(
    LINE,
    layerLine(10),
    layerLine(50),
    layerLine(100),
    layerLine(0, otherLayer),
    layerLine(100, otherLayer),
    `${layerLine(60).trim()}\r\n`,
    layerLine(7).replace(":7}", `:${"7".repeat(20)}}`),
    '{"error":"EOF"}\n',
    '{"error":"unexpected EOF"}\n',
    '{"error":"no space left on device"}\n',
    SUCCESS,
    "\ufeff\n",
    "Sign in\n",
    "\n",
    '{"status":"pulling é"}\n',
    "\u0000",
  );
  const bytesOf = (lines: readonly string[]): Uint8Array =>
    Uint8Array.from(Buffer.from(lines.join("")), (byte) => (byte === 0 ? 0xff : byte)); // which is no UTF-8
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 12 }),
      fc.nat(60),
      fc.array(fc.nat(), { maxLength: 20 }),
      (lines, missing, offsets) => {
        const all = bytesOf(lines);
        const bytes = all.subarray(0, all.length - (missing > 20 ? 0 : missing)); // its end may be lost
        const ends = [...offsets.map((offset) => offset % (bytes.length + 1)), bytes.length];
        ends.sort((a, b) => a - b);
        const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        expect(outcomeOf(pieces)).toEqual(outcomeOf([bytes]));
      },
    ),
    { numRuns: 2_000 },
  );
});
