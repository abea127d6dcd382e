import { expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const open = previewPages();
const LINES = 10_000;
const PER_FRAME = 100;

it("takes in 10,000 lines at 60 frames a second", async () => {
  const page = await open("page=dashboard&log=busy");
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByRole("tab", { name: "Activity" }).click();
  await page.getByRole("option").first().waitFor();
  const frames = await page.evaluate(
    ([lines = 0, perFrame = 1]) =>
      new Promise<readonly number[]>((resolve) => {
        const times: number[] = [];
        let written = 0;
        let lastMs = performance.now();
        const step = (nowMs: number): void => {
          times.push(nowMs - lastMs);
          lastMs = nowMs;
          if (written >= lines) return resolve(times);
          const batch = Array.from(
            { length: perFrame },
            (_, index) =>
              `[GIN] 2026/11/28 - 23:59:59 | 200 | 1.5s | 10.0.0.1 | POST "/api/x${written + index}"`,
          );
          written += perFrame;
          dispatchEvent(new CustomEvent("scene-log", { detail: batch.join("\n") }));
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    [LINES, PER_FRAME],
  );
  await expect.poll(() => page.getByRole("option").first().innerText()).toContain(`/api/x${LINES - 1}`);
  const median = frames.toSorted((a, b) => a - b)[Math.floor(frames.length / 2)];
  expect(median).toBeLessThan(20);
});
