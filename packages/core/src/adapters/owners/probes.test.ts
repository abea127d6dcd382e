import { createServer, type Socket } from "node:net";
import { openSimulator } from "@paddock/test-fixtures";
import { describe, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { serviceProbeContract, type ProbeWorld } from "../../testing/contracts/index.ts";
import { FakeOllama } from "../../testing/index.ts";
import { tcpProbe } from "./tcp-probe.ts";

type Opened = { readonly world: ProbeWorld; close(): Promise<void> };

async function openRealWorld(): Promise<Opened> {
  const ollama = await openSimulator();
  await ollama.pause();
  const tunnel = createServer((socket: Socket) => socket.destroy());
  return {
    world: {
      probe: tcpProbe({ ...DEFAULT_ENDPOINT, port: ollama.port }),
      appear: () => ollama.resume(),
      die: () => ollama.pause(),
      dropConnections: () => ollama.drop(),
      async closeAtOnce() {
        await ollama.pause();
        await new Promise<void>((resolve) => tunnel.listen(ollama.port, "127.0.0.1", resolve));
      },
      held: () => ollama.connections,
    },
    async close() {
      tunnel.close();
      await ollama.close();
    },
  };
}

async function openFakeWorld(): Promise<Opened> {
  const ollama = new FakeOllama();
  return {
    world: {
      probe: ollama,
      appear: async () => ollama.appear(),
      die: async () => ollama.die(),
      dropConnections: () => ollama.dropConnections(),
      closeAtOnce: async () => void (ollama.closesAtOnce = true),
      held: () => ollama.held,
    },
    close: async () => {},
  };
}

describe.each([
  ["with real sockets", openRealWorld],
  ["with fakes", openFakeWorld],
])("a service probe %s", (_which, open) => {
  for (const { name, keep } of serviceProbeContract)
    it(name, async () => {
      const { world, close } = await open();
      try {
        await keep(world);
      } finally {
        await close();
      }
    });
});
