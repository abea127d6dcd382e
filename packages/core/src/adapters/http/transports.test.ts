import { afterAll, describe, it } from "vitest";
import { httpTransportContract } from "../../testing/contracts/index.ts";
import { lazyTransport } from "./lazy-transport.ts";
import { nodeTransport } from "./node-transport.ts";
import { undiciTransport } from "./undici-transport.ts";

describe.each([
  ["node:http", nodeTransport()],
  ["undici", undiciTransport()],
  ["one that is loaded with its first request", lazyTransport(async () => undiciTransport())],
])("the transport by %s", (_name, transport) => {
  afterAll(() => transport.close());
  for (const promised of httpTransportContract) it(promised.name, () => promised.keep({ transport }));
});
