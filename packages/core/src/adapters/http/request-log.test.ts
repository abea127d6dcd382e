import { lastValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { serve, type Serving } from "../../testing/serving.ts";
import { systemClock } from "../system/system-clock.ts";
import { nodeTransport } from "./node-transport.ts";
import { createRequestLog } from "./request-log.ts";

let server: Serving;
let url = "";
const plain = nodeTransport();

beforeEach(async () => {
  server = await serve((request, response) => {
    if (request.url?.startsWith("/slow")) return void response.write("begun");
    response.statusCode = request.url === "/none" ? 404 : 200;
    response.end("four");
  });
  ({ url } = server);
});
afterEach(async () => {
  plain.close();
  await server[Symbol.asyncDispose]();
});

it("has method, path, status, duration and size of each request, and nothing of what it says", async () => {
  const { log, logged } = createRequestLog(systemClock);
  const transport = logged(plain);
  const headers = { authorization: "Bearer secret" };
  const secret = url.replace("//", "//user:secret@");
  await lastValueFrom(
    transport.send({ method: "POST", url: `${secret}/api/chat?key=secret#secret`, headers, body: "secret" }),
  );
  await lastValueFrom(transport.send({ method: "GET", url: `${url}/none` }));
  const [chat, none] = log.recent();
  expect(chat).toMatchObject({ method: "POST", origin: url, path: "/api/chat", status: 200, bytes: 4 });
  expect(chat?.ending).toMatchObject({ kind: "complete" });
  expect(none).toMatchObject({ path: "/none", status: 404 });
  expect(JSON.stringify(log.recent())).not.toContain("secret");
});

it("says that a request is open, was aborted, or has failed", async () => {
  const { log, logged } = createRequestLog(systemClock);
  const transport = logged(plain);
  const kinds = (): readonly string[] => log.recent().map(({ ending }) => ending.kind);
  const started = Promise.withResolvers<void>();
  const slow = transport.send({ method: "GET", url: `${url}/slow` }).subscribe(() => started.resolve());
  await started.promise;
  expect(kinds()).toEqual(["open"]);
  slow.unsubscribe();
  expect(kinds()).toEqual(["aborted"]);
  const refused = transport.send({ method: "GET", url: "http://127.0.0.1:1/" });
  await expect(lastValueFrom(refused)).rejects.toThrow();
  expect(log.recent()[1]?.ending).toMatchObject({ kind: "failed", failure: "unreachable" });
});

it("keeps the last 500, and tells when one begins, is answered, and ends", async () => {
  const { log, logged } = createRequestLog(systemClock);
  let told = 0;
  log.changed$.subscribe(() => (told += 1));
  const transport = logged(plain);
  await lastValueFrom(transport.send({ method: "GET", url }));
  expect(told).toBe(3);
  for (let count = 0; count < 520; count += 1)
    transport.send({ method: "GET", url: "http://127.0.0.1:1/" }).subscribe().unsubscribe();
  expect(log.recent()).toHaveLength(500);
  expect(log.recent().at(-1)?.number).toBe(521);
});
