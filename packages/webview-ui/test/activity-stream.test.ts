import { expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const open = previewPages();
const LINES = 10_000;
const PER_FRAME = 100;

// How long a frame takes is measured by `npm run bench -- frames`.
it("takes in 10,000 lines that stream in, and only draws the rows that are seen", async () => {
  const page = await open("page=dashboard&log=busy");
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByRole("tab", { name: "Activity" }).click();
  const rows = page.getByRole("grid").getByRole("row");
  await rows.first().waitFor();
  await page.evaluate(
    async ([lines = 0, perFrame = 1]) => {
      for (let written = 0; written < lines; written += perFrame) {
        const batch = Array.from(
          { length: perFrame },
          (_, index) =>
            `[GIN] 2026/11/28 - 23:59:59 | 200 | 1.5s | 10.0.0.1 | POST "/api/x${written + index}"`,
        );
        dispatchEvent(new CustomEvent("scene-log", { detail: batch.join("\n") }));
        await new Promise(requestAnimationFrame);
      }
    },
    [LINES, PER_FRAME],
  );
  await expect.poll(() => rows.first().innerText()).toContain(`/api/x${LINES - 1}`);
  expect(await rows.count()).toBeLessThan(100);
});
