import { expect, it } from "vitest";
import { runtimeName } from "./runtime.ts";

it("the tests run in a supported runtime, whose name is printed", () => {
  console.log(`core's tests run in ${runtimeName()}`);
  expect(runtimeName()).toMatch(/^(Node 24|Bun 1\.4|Deno 2)\./);
});
