import type { Socket } from "node:net";
import { firstValueFrom } from "rxjs";
import { expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { toFailure } from "../../shared/failure.ts";
import { serveSockets } from "../../testing/serving.ts";
import { tcpProbe } from "./tcp-probe.ts";

it("holds a connection until the server closes it, and sends nothing", async () => {
  const sockets: Socket[] = [];
  let chunkCount = 0;
  await using server = await serveSockets((socket) => {
    sockets.push(socket.on("data", () => (chunkCount += 1)));
  });
  const closed = new Promise<void>((resolve, reject) => {
    tcpProbe({ ...DEFAULT_ENDPOINT, port: server.port })
      .hold()
      .subscribe({ complete: resolve, error: reject });
  });
  await expect.poll(() => sockets.length).toBe(1);
  sockets[0]?.destroy();
  await closed;
  expect(chunkCount).toBe(0);
});

it("reports an unknown host", async () => {
  const endpoint = { ...DEFAULT_ENDPOINT, dialHostname: "no-such-host.invalid" };
  expect(await firstValueFrom(tcpProbe(endpoint).hold()).catch(toFailure)).toMatchObject({
    kind: "unreachable",
    cause: "no-such-host",
  });
});
