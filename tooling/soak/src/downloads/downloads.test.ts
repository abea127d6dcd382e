import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { downloadMany } from "./life.ts";

// `npm run soak -- downloads` does the same with many more downloads.
describe.runIf(process.platform === "linux")("downloads", () => {
  it("all end properly although the registry, Ollama and windows fail", async () => {
    const { wrong, figures } = await downloadMany({ downloads: 9, random: createRandom(5), seed: 5 });
    expect(wrong).toEqual([]);
    expect(Number(figures["Ollama killed"])).toBeGreaterThan(0);
    expect(Number(figures["windows"])).toBeGreaterThan(3);
  });
});
