import { expect, it } from "vitest";
import { runtimeName } from "./runtime.ts";

it("says in which runtime all of this has run, so that a fallback to another cannot pass unseen", () => {
  console.log(`core's tests run in ${runtimeName()}`);
  expect(runtimeName()).toMatch(/^(Node 24|Bun 1\.4|Deno 2)\./);
});
