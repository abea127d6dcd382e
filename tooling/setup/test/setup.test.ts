import { delimiter } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { missingPackages } from "../src/installed.mjs";
import { onlyOneAtATime } from "../src/lock.mjs";
import { inPackages, pathWithPackages } from "../src/paths.mjs";

const lock = (packages: Record<string, object>) => ({ packages });

describe("the installation", () => {
  const wanted = lock({
    "": { name: "paddock" },
    "packages/core": { version: "0.1.0" },
    "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/@paddock/core": { resolved: "packages/core", link: true },
    "node_modules/only-on-windows": { version: "1.0.0", optional: true },
  });

  it("is complete if every package that is not optional is there", () => {
    const { "node_modules/only-on-windows": _, ...present } = wanted.packages;
    expect(missingPackages(wanted, lock(present))).toEqual([]);
  });

  it("is incomplete if a package is missing, or has another version or other contents", () => {
    const { "node_modules/a": _, ...without } = wanted.packages;
    const having = (a: object) => lock({ ...without, "node_modules/a": a });
    expect(missingPackages(wanted, lock(without))).toEqual(["node_modules/a"]);
    expect(missingPackages(wanted, having({ version: "1.0.1", integrity: "sha512-a" }))).toEqual([
      "node_modules/a",
    ]);
    expect(missingPackages(wanted, having({ version: "1.0.0", integrity: "sha512-b" }))).toEqual([
      "node_modules/a",
    ]);
  });
});

it("puts our own programs first on the PATH, once", () => {
  const first = inPackages(".bin");
  expect(pathWithPackages("/usr/bin")).toBe([first, "/usr/bin"].join(delimiter));
  expect(pathWithPackages(pathWithPackages("/usr/bin"))).toBe(pathWithPackages("/usr/bin"));
});

describe.runIf(process.platform === "linux")("two setups at once", () => {
  const address = `\0paddock-setup-test-${process.pid}`;

  it("take turns", async () => {
    vi.spyOn(console, "log").mockImplementation(() => undefined);
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends`);
    };
    await Promise.all([onlyOneAtATime(work("a"), address), onlyOneAtATime(work("b"), address)]);
    expect(order).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("do not block after one has failed", async () => {
    await expect(onlyOneAtATime(() => Promise.reject(new Error("no npm")), address)).rejects.toThrow(
      "no npm",
    );
    let ran = false;
    await onlyOneAtATime(async () => void (ran = true), address);
    expect(ran).toBe(true);
  });

  it("report an error if the lock cannot be created", async () => {
    await expect(onlyOneAtATime(async () => undefined, "/nowhere/at/all.sock")).rejects.toThrow(
      /ENOENT|EACCES/,
    );
  });
});
