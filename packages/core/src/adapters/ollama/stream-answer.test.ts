import { recordedStream, versions } from "@paddock/test-fixtures";
import fc from "fast-check";
import { concat, of, throwError, type Observable } from "rxjs";
import { describe, expect, it } from "vitest";
import type { HttpPart, HttpTransport } from "../../ollama/http-transport.port.ts";
import { PortError, toFailure, type Failure } from "../../shared/failure.ts";
import type { RunLine } from "../../tries/run-line.ts";
import type { RunRequest } from "../../tries/run-request.ts";
import { streamAnswer } from "./stream-answer.ts";

const CHAT: RunRequest = { endpoint: "/api/chat", body: { model: "pony", messages: [] } };

async function answered(parts$: Observable<HttpPart>) {
  const transport: HttpTransport = { send: () => parts$, close() {} };
  const lines: RunLine[] = [];
  const failure = await new Promise<Failure | undefined>((resolve) => {
    streamAnswer(transport, CHAT, { method: "POST", url: "http://127.0.0.1/api/chat" }).subscribe({
      next: (line) => lines.push(line),
      error: (error: unknown) => resolve(toFailure(error)),
      complete: () => resolve(undefined),
    });
  });
  const text = lines.map((line) => (line.kind === "part" ? line.text : "")).join("");
  return { lines, failure, text };
}

const head = (status = 200): HttpPart => ({ kind: "head", status, headers: new Map() });
const bytes = (text: string): HttpPart => ({ kind: "bytes", bytes: Buffer.from(text) });
const HI = '{"message":{"content":"Hi"},"done":false}\n';
const END = '{"message":{"content":""},"done":true}\n';
const linesOf = (name: string, version: (typeof versions)[number]): string =>
  recordedStream(version, name)
    .lines.map(({ line }) => `${JSON.stringify(line)}\n`)
    .join("");

describe.each(versions)("an answer of Ollama %s", (version) => {
  it("is read line by line, however the bytes are cut, with the figures of its last line", async () => {
    const stream = linesOf("chat-stream", version);
    const whole = await answered(of(head(), bytes(stream)));
    expect(whole.failure).toBeUndefined();
    const end = whole.lines.at(-1);
    expect(end?.kind === "end" && end.figures).toEqual({
      loadMs: expect.any(Number) as number,
      promptTokens: expect.any(Number) as number,
      answerTokens: expect.any(Number) as number,
      tokensPerSecond: expect.any(Number) as number,
    });
    const cut = await answered(of(head(), ...Array.from(stream, bytes)));
    expect(cut.lines).toEqual(whole.lines);
    expect(whole.text).not.toBe("");
  });

  it("that ends without its last line has broken off", async () => {
    const begun = linesOf("chat-stream", version).split("\n").slice(0, -2).join("\n");
    const { failure, text } = await answered(of(head(), bytes(begun)));
    expect(failure).toEqual({ kind: "cut-off" });
    expect(text).not.toBe("");
  });
});

describe("an answer that fails", () => {
  it("says what the runner said in the middle of it", async () => {
    const { failure, text } = await answered(
      of(head(), bytes('{"message":{"content":"Hi"},"done":false}\n{"error":"unexpected EOF"}\n')),
    );
    expect(text).toBe("Hi");
    expect(failure).toEqual({ kind: "rejected", status: 200, message: "unexpected EOF" });
  });

  it("has broken off if the connection is lost after its head", async () => {
    const lost = new PortError({ kind: "unreachable", cause: "reset" });
    const parts$ = concat(
      of(head(), bytes('{"message":{"content":"Hi"},"done":false}\n')),
      throwError(() => lost),
    );
    expect((await answered(parts$)).failure).toEqual({ kind: "cut-off" });
    expect((await answered(throwError(() => lost))).failure).toEqual({ kind: "unreachable", cause: "reset" });
  });

  it("says why it was refused", async () => {
    const { failure } = await answered(of(head(503), bytes('{"error":"server busy, please try again."}')));
    expect(failure).toEqual({ kind: "busy" });
  });

  it.each([
    "<html>Sign in</html>\n",
    "<!doctype html><html><body>Sign in</body></html>",
    "Please sign in",
    '{"login":"https://network.example"}',
    '{"object":"list","data":[]}\n',
  ])("is unreadable if it is no answer: %j", async (page) => {
    const { failure } = await answered(of(head(), bytes(page)));
    expect(failure).toMatchObject({ kind: "unreadable", endpoint: "POST /api/chat" });
  });

  it.each<[string, unknown, Failure]>([
    ["of OpenAI's form", { message: "boom" }, { kind: "rejected", status: 200, message: "boom" }],
    [
      "of a conversion",
      "insufficient disk space for local compat migration",
      { kind: "conversion-disk-full" },
    ],
  ])("says the error %s after its first words", async (_form, error, failure) => {
    const failed = await answered(of(head(), bytes(`${HI}${JSON.stringify({ error })}\n`)));
    expect(failed).toMatchObject({ text: "Hi", failure });
  });
});

describe("an answer of a server like Ollama", () => {
  it.each([
    ["says only at its end that it is done", '{"message":{"content":"Hi"}}\n'],
    ["says null before it is done", '{"message":{"content":"Hi"},"done":null}\n'],
    ["says in every line that there is no error", '{"message":{"content":"Hi"},"done":false,"error":""}\n'],
  ])("is read if it %s", async (_what, line) => {
    const { failure, text, lines } = await answered(of(head(), bytes(line + END)));
    expect({ failure, text, last: lines.at(-1)?.kind }).toEqual({ text: "Hi", last: "end" });
  });

  it("is not changed by odd lines in it, however the bytes are cut", async () => {
    const odd = fc.constantFrom(
      "garbage\n",
      ": keep-alive\n",
      '{"event":"ping"}\n',
      '{"mess\n',
      "\ufeff\r\n",
    );
    const line = fc.oneof(odd, fc.constant(HI));
    const cuts = fc.array(fc.nat(), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), cuts, async (between, offsets) => {
        const stream = Buffer.from([HI, ...between, END].join(""));
        const ends = offsets.map((offset) => offset % stream.length).sort((a, b) => a - b);
        const pieces = [...ends, stream.length].map((end, at) => stream.subarray(ends[at - 1] ?? 0, end));
        const parts = pieces.map((piece): HttpPart => ({ kind: "bytes", bytes: piece }));
        const sound = between.filter((one) => one === HI).join("");
        expect(await answered(of(head(), ...parts))).toEqual(
          await answered(of(head(), bytes(HI + sound + END))),
        );
      }),
    );
  });
});

it("a model that thinks tells its thoughts apart, without what would change the screen", async () => {
  const { lines } = await answered(
    of(head(), bytes('{"message":{"content":"","thinking":"Hm\\u202e"},"done":false}\n{"done":true}\n')),
  );
  expect(lines[0]).toMatchObject({ kind: "part", text: "", thought: "Hm" });
  expect(lines.at(-1)).toMatchObject({ kind: "end", figures: {}, isCut: false });
});
