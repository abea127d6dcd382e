import { freePort } from "@paddock/test-fixtures";
import { describe, expect, it } from "vitest";
import { parseEndpoint, type Endpoint } from "../../hosts/endpoint.ts";
import { pullLock } from "./pull-lock.ts";

const logger = { info() {}, warn() {} };

function endpointAt(host: string): Endpoint {
  const parsed = parseEndpoint(host);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.endpoint;
}

describe("the lock of this machine for pulls from an Ollama", () => {
  it("is held by one editor at a time, whatever name it has for the Ollama", async () => {
    const port = await freePort();
    const [one, other] = [`127.0.0.1:${port}`, `localhost:${port}`].map((host) =>
      pullLock(endpointAt(host), logger),
    );
    const release = one?.tryTake();
    expect(release).toBeDefined();
    expect(other?.tryTake()).toBeUndefined();
    release?.();
    other?.tryTake()?.();
    expect(one?.tryTake()).toBeDefined();
    one?.tryTake()?.();
  });

  it("is one for each Ollama", async () => {
    const ports = [await freePort(), await freePort()];
    const locks = ports.map((port) => pullLock(endpointAt(`127.0.0.1:${port}`), logger));
    const releases = locks.map((lock) => lock.tryTake());
    expect(releases).not.toContain(undefined);
    for (const release of releases) release?.();
  });
});
