import { describe, expect, it } from "vitest";
import { chanceOf } from "../random.ts";
import { downloadMany } from "./life.ts";

// `npm run soak -- downloads` does the same with many more of them.
describe.runIf(process.platform === "linux")("downloads", () => {
  it("all end as they must, though registry, Ollama and windows fail", async () => {
    const { wrong, figures } = await downloadMany({ downloads: 9, chance: chanceOf(5), seed: 5 });
    expect(wrong).toEqual([]);
    expect(Number(figures["Ollama killed"])).toBeGreaterThan(0);
    expect(Number(figures["windows"])).toBeGreaterThan(3);
  });
});
