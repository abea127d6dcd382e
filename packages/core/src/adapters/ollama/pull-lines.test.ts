import { createServer, type Socket } from "node:net";
import { lastValueFrom, toArray } from "rxjs";
import { afterAll, expect, it } from "vitest";
import { toFailure } from "../../shared/failure.ts";
import { pullLines } from "./pull-lines.ts";
import { undiciTransport } from "../http/undici-transport.ts";

const transport = undiciTransport();
afterAll(() => transport.close());

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n";
const LINE = '{"status":"pulling manifest"}\n';
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

/** Pulls from a server that answers with `answer`. */
async function pullFrom(answer: (socket: Socket) => void): Promise<unknown> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const request = {
    method: "POST",
    url: `http://127.0.0.1:${port}/api/pull`,
    headers: {},
    body: "{}",
  } as const;
  const lines$ = pullLines(transport, { ...request, idleMs: 5_000 });
  const failure = await lastValueFrom(lines$.pipe(toArray())).catch(toFailure);
  server.close();
  return failure;
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
