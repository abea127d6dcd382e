import { expect, it } from "vitest";
import { freePort, openSimulator } from "../src/index.ts";

it("free ports that are asked for at once differ", async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort));
  expect(new Set(ports).size).toBe(50);
});

it("a port in use is not free", async () => {
  const simulator = await openSimulator({ port: (await freePort()) + 1 });
  expect(await freePort()).not.toBe(simulator.port);
  await simulator.close();
});
