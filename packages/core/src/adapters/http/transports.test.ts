import { afterAll, describe, it } from "vitest";
import { httpTransportContract, httpTransportFailuresContract } from "../../testing/contracts/index.ts";
import { lazyTransport } from "./lazy-transport.ts";
import { nodeTransport } from "./node-transport.ts";
import { undiciTransport } from "./undici-transport.ts";

describe.each([
  ["node:http", nodeTransport()],
  ["undici", undiciTransport()],
  ["a lazily loaded module", lazyTransport(async () => undiciTransport())],
])("the transport by %s", (_name, transport) => {
  afterAll(() => transport.close());
  for (const { name, keep } of [...httpTransportContract, ...httpTransportFailuresContract])
    it(name, () => keep({ transport }));
});
