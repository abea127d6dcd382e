import {
  openRegistry,
  openSimulator,
  registryModel,
  type Registry,
  type Simulator,
} from "@paddock/test-fixtures";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPaddock, untilStatus, type Paddock } from "./paddock.ts";

let registry: Registry;
let ollama: Simulator;
let paddock: Paddock;

/** Models without a common layer, not even a template: models with a common layer are never downloaded in parallel. */
const CONTENTS = {
  pony: { family: "pony", template: "Pony: {{ .Prompt }}", license: "Free." },
  mule: { family: "mule", template: "Mule: {{ .Prompt }}", license: "Freer." },
};

const FAST = 100_000_000;
const SLOW = 3_000_000;

beforeAll(async () => {
  registry = await openRegistry({
    models: [
      registryModel("stable/pony", { downloadBytes: 60_000_000, ...CONTENTS.pony }),
      registryModel("stable/mule", { downloadBytes: 61_000_000, ...CONTENTS.mule }),
      registryModel("stable/newer", { downloadBytes: 1_000_000, requires: "9.0.0" }),
      registryModel("stable/gated", { downloadBytes: 1_000_000 }),
    ],
    bytesPerSecond: SLOW,
  });
  registry.faultsOf("stable/gated").manifestStatus = 401;
  ollama = await openSimulator({});
  paddock = await openPaddock({
    settings: {
      "paddock.host": `127.0.0.1:${ollama.port}`,
      "paddock.registries.insecure": [registry.host],
      "paddock.downloads.parallel": 2,
    },
  });
  await untilStatus(paddock, "Running");
  await paddock.window.openView("Ollama");
});
afterAll(async () => {
  await paddock[Symbol.asyncDispose]();
  await Promise.all([ollama.close(), registry.close()]);
});

const downloads = (): Promise<string[]> => paddock.window.treeItems("Downloads");
const models = (): Promise<string[]> => paddock.window.treeItems("Models");
const nameOf = (model: string): string => `${registry.host}/stable/${model}:latest`;

async function add(model: string, download = "Download"): Promise<void> {
  const { quickInput } = paddock.window;
  await paddock.window.command("Paddock: Add Model…");
  await quickInput.type(nameOf(model));
  await quickInput.choose(`Download “${nameOf(model)}”`);
  await quickInput.choose(download);
}

async function shareOf(model: string): Promise<number> {
  const row = (await downloads()).find((text) => text.includes(`${model}:latest`)) ?? "";
  return Number(/(\d+)%/.exec(row)?.[1] ?? Number.NaN);
}

it("pauses a download, which keeps its progress when the window is reloaded, and resumes it", async () => {
  await add("pony");
  await expect.poll(() => shareOf("pony")).toBeGreaterThan(10);
  await paddock.window.command("Paddock: Pause Download");
  await expect.poll(downloads).toEqual([expect.stringMatching(/pony:latest, \d+% · paused/)]);
  const paused = await shareOf("pony");
  await expect.poll(() => registry.openDownloads).toBe(0);

  await paddock.window.command("Developer: Reload Window");
  await paddock.window.page.locator(".monaco-workbench .activitybar").waitFor();
  await untilStatus(paddock, "Running", 40_000);
  await expect.poll(downloads).toEqual([expect.stringMatching(/paused/)]);
  expect(await shareOf("pony")).toBe(paused);

  await paddock.window.command("Paddock: Resume All Downloads");
  await expect.poll(() => shareOf("pony")).toBeGreaterThan(paused);
});

it("cancels one of two downloads, and the other continues", async () => {
  await add("mule");
  await expect.poll(() => shareOf("mule")).toBeGreaterThan(3);
  const other = await shareOf("pony");
  await paddock.window.command("Paddock: Cancel Download");
  await paddock.window.quickInput.choose(nameOf("mule"));
  await expect.poll(downloads).toContainEqual(expect.stringMatching(/mule:latest, Cancelled · .* kept/));
  await expect.poll(() => shareOf("pony")).toBeGreaterThan(other);
  registry.bytesPerSecond = FAST;
  await expect.poll(downloads).toContainEqual(expect.stringMatching(/pony:latest, Downloaded/));
  await expect.poll(models).toContainEqual(expect.stringContaining(`${nameOf("pony")}, Available`));
});

it("retries a cancelled download from where it stopped", async () => {
  registry.bytesPerSecond = SLOW;
  await paddock.window.command("Paddock: Retry Download");
  await expect.poll(() => shareOf("mule")).toBeGreaterThan(3);
  registry.bytesPerSecond = FAST;
  await expect.poll(downloads).toContainEqual(expect.stringMatching(/mule:latest, Downloaded/));
});

it("says before the download why a model cannot be downloaded, and what to do", async () => {
  const { quickInput } = paddock.window;
  await paddock.window.command("Paddock: Add Model…");
  await quickInput.type(nameOf("newer"));
  await quickInput.choose(`Download “${nameOf("newer")}”`);
  await expect
    .poll(() => quickInput.rows())
    .toEqual([
      expect.stringContaining("This model requires a newer version of Ollama. Update Ollama"),
      expect.stringContaining("Download anyway"),
    ]);
  await quickInput.cancel();
});

it("says why a download failed, and what to do next", async () => {
  await paddock.window.openView("Explorer"); // a message says what the row would say
  await add("gated", "Download anyway");
  await paddock.window.answerToast(/gated:latest” could not be downloaded/, "Copy Key");
  await paddock.window.toast("Paddock cannot read Ollama's public key").waitFor();
  await paddock.window.openView("Ollama");
  await expect
    .poll(downloads)
    .toContainEqual(expect.stringContaining("The registry denied access to this model. Add Ollama's key at"));
});

it("updates all models at once, after it has shown the download sizes", async () => {
  for (const name of ["pony", "mule"])
    registry.publish(registryModel(`stable/${name}`, { downloadBytes: 2_000_000, seed: `newer ${name}` }));
  await paddock.window.command("Paddock: Check Models for Updates");
  await expect
    .poll(models)
    .toEqual([
      expect.stringMatching(/mule:latest, Available · .* · update, 2.0 MB/),
      expect.stringMatching(/pony:latest, Available · .* · update, 2.0 MB/),
    ]);
  const before = ollama.requestCount("POST /api/pull");
  await paddock.window.command("Paddock: Update All Models…");
  const dialog = paddock.window.page.locator(".monaco-dialog-box");
  await dialog.getByText("Update 2 models? 4.0 MB will be downloaded.").waitFor();
  await dialog.getByText(`${nameOf("pony")}: 2.0 MB`).waitFor();
  expect(ollama.requestCount("POST /api/pull")).toBe(before);
  await dialog.getByRole("button", { name: "Update" }).click();
  await expect
    .poll(models)
    .toEqual([expect.not.stringContaining("update"), expect.not.stringContaining("update")]);
  expect(ollama.requestCount("POST /api/pull")).toBe(before + 2);
});

it("renames a model", async () => {
  await paddock.window.command("Paddock: Rename Model…");
  await paddock.window.quickInput.choose(nameOf("pony"));
  await paddock.window.quickInput.type("my/pony:best");
  await paddock.window.quickInput.accept();
  await expect
    .poll(models)
    .toEqual([expect.stringContaining("mule:latest"), expect.stringContaining("my/pony:best, Available")]);
});
