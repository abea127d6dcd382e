import { expect, it } from "vitest";
import { registryModel } from "../../src/index.ts";
import { lastOf, openSystem, type System } from "../support/system.ts";

const NOT_ALLOWED = "redirect target not allowed: localhost resolves to non-public 127.0.0.1";

const open = (version: string): Promise<System> =>
  openSystem([registryModel("big", { downloadBytes: 100_000 })], { version, guardsRedirects: true });

it("since 0.35, layers on a host without a public address are refused, after all attempts", async () => {
  const system = await open("0.35.0");
  const startedAtMs = system.clock.now();
  expect(lastOf(await system.pullAll("big"))).toEqual({ error: `max retries exceeded: ${NOT_ALLOWED}` });
  expect(system.clock.now() - startedAtMs).toBeGreaterThanOrEqual(63_000);
});

it("an insecure pull is not guarded, and neither is an older version", async () => {
  const [newer, older] = [await open("0.35.0"), await open("0.33.0")];
  expect(lastOf(await newer.pullAll("big", { insecure: true }))).toEqual({ status: "success" });
  expect(lastOf(await older.pullAll("big"))).toEqual({ status: "success" });
});
