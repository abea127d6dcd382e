import { afterAll, describe, expect, it } from "vitest";
import { httpTransportContract, httpTransportFailuresContract } from "../../testing/contracts/index.ts";
import { wholeAnswer } from "../../testing/contracts/whole-answer.ts";
import { serve } from "../../testing/serving.ts";
import { lazyTransport } from "./lazy-transport.ts";
import { nodeTransport } from "./node-transport.ts";
import { undiciTransport } from "./undici-transport.ts";

it("by node:http asks once more if a kept connection is closed just as it is used again", async () => {
  const used = new Set<object>();
  let closedCount = 0;
  await using server = await serve(({ socket }, response) => {
    if (!used.has(socket)) return void response.end(String(used.add(socket).size));
    closedCount += 1;
    socket.resetAndDestroy();
  });
  const transport = nodeTransport();
  const ask = () => wholeAnswer(transport, { method: "POST", url: server.url, body: "x" });
  expect([(await ask()).text, (await ask()).text, closedCount]).toEqual(["1", "2", 1]);
  transport.close();
});

describe.each([
  ["node:http", nodeTransport()],
  ["undici", undiciTransport()],
  ["a lazily loaded module", lazyTransport(async () => undiciTransport())],
])("the transport by %s", (_name, transport) => {
  afterAll(() => transport.close());
  for (const { name, keep } of [...httpTransportContract, ...httpTransportFailuresContract])
    it(name, () => keep({ transport }));
});
