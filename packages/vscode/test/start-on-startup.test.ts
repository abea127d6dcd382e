import { describe, expect, it } from "vitest";
import { isFirstSinceStart } from "../src/activation/start-on-startup.ts";

/** What VS Code keeps for an extension, in memory. */
function memory() {
  const kept = new Map<string, unknown>();
  return {
    kept,
    get: (key: string): unknown => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
}

describe("the start of VS Code", () => {
  it("is noticed once: other windows and reloads have the same parent process", async () => {
    const kept = memory();
    expect(await isFirstSinceStart(kept)).toBe(true);
    expect(await isFirstSinceStart(kept)).toBe(false);
  });

  it("is noticed again by another VS Code", async () => {
    const kept = memory();
    await isFirstSinceStart(kept);
    for (const [key] of kept.kept) kept.kept.set(key, "1 another VS Code, which has ended");
    expect(await isFirstSinceStart(kept)).toBe(true);
  });
});
