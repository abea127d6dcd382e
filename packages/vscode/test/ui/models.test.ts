import {
  openRegistry,
  openSimulator,
  registryModel,
  simulatedModel,
  type Registry,
  type Simulator,
} from "@paddock/test-fixtures";
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPaddock, otherExtensionFolder, extensionFolder, untilStatus, type Paddock } from "./paddock.ts";

let registry: Registry;
let ollama: Simulator;
let paddock: Paddock;
let panel: Frame;

beforeAll(async () => {
  registry = await openRegistry({
    models: [
      registryModel("stable/pony", { downloadBytes: 400_000 }),
      registryModel("stable/clydesdale", { downloadBytes: 60_000_000 }),
      registryModel("stable/shire", { downloadBytes: 1_000_000 }),
    ],
    bytesPerSecond: 4_000_000,
  });
  ollama = await openSimulator({
    models: [simulatedModel("llama3.2:3b"), simulatedModel("foal:tiny", { capabilities: ["embedding"] })],
    loadMs: 1_500,
  });
  paddock = await openPaddock({
    extensions: [extensionFolder, otherExtensionFolder],
    settings: { "paddock.host": `127.0.0.1:${ollama.port}`, "paddock.registries.insecure": [registry.host] },
  });
  await untilStatus(paddock, "Running");
});
afterAll(async () => {
  await paddock[Symbol.asyncDispose]();
  await Promise.all([ollama.close(), registry.close()]);
});

const models = (): Promise<string[]> => paddock.window.treeItems("Models");
const downloads = (): Promise<string[]> => paddock.window.treeItems("Downloads");
const seenByOther = () => paddock.window.statusItem("someone.other-extension.seen").innerText();

/** Types a model, waits for its preview, and downloads it. */
async function addModel(text: string, name = text, download = "Download"): Promise<void> {
  await paddock.window.command("Paddock: Add Model…");
  await paddock.window.quickInput.type(text);
  await paddock.window.quickInput.choose(`Download “${name}:latest”`);
  await paddock.window.quickInput.choose(download);
}

it("requests only Ollama's version until a view is open, and then makes two requests", async () => {
  expect([...ollama.requests]).toEqual([["GET /api/version", 1]]);
  await paddock.window.openView("Ollama");
  await expect
    .poll(models)
    .toEqual([
      expect.stringContaining("foal:tiny, Available"),
      expect.stringContaining("llama3.2:3b, Available"),
    ]);
  expect(ollama.requestCount("GET /api/tags")).toBe(1);
  expect(ollama.requestCount("GET /api/ps")).toBe(1);
});

it("opens the panel, which shows the same state", async () => {
  await paddock.window.command("Paddock: Open Paddock");
  panel = await paddock.window.webview("Paddock for Ollama");
  await panel.getByRole("heading", { name: "Running" }).waitFor();
  await expect.poll(() => panel.locator(".row .name").allInnerTexts()).toEqual(["foal:tiny", "llama3.2:3b"]);
});

it("downloads a model from a pasted command, shows its progress, and lists it", async () => {
  await paddock.window.command("Paddock: Add Model…");
  await paddock.window.quickInput.type(`ollama pull ${registry.host}/stable/pony`);
  await paddock.window.quickInput.choose(`Download “${registry.host}/stable/pony:latest”`);
  await expect
    .poll(() => paddock.window.quickInput.rows())
    .toEqual([expect.stringMatching(/^Download, 400 kB, .*Q4_K_M/)]);
  expect(ollama.requestCount("POST /api/pull")).toBe(0);
  await paddock.window.quickInput.choose("Download");
  await expect.poll(downloads).toEqual([expect.stringContaining("Downloaded")]);
  await expect
    .poll(models)
    .toContainEqual(expect.stringContaining(`${registry.host}/stable/pony:latest, Available`));
  await expect.poll(() => panel.locator(".row .name").allInnerTexts()).toContain("pony");
  expect(ollama.lastRequest("POST /api/pull")?.text).toContain('"insecure":true');
});

it("does not accept an invalid name, but offers to search for it", async () => {
  await paddock.window.command("Paddock: Add Model…");
  await paddock.window.quickInput.type("not a name");
  await expect
    .poll(() => paddock.window.quickInput.rows())
    .toEqual([
      expect.stringContaining("Search Hugging Face for “not a name”, connects to huggingface.co"),
      expect.stringContaining("Search ollama.com for “not a name”"),
    ]);
  await paddock.window.quickInput.cancel();
});

it("shows a longer download in the tree, in the panel and in the status bar, and cancels it", async () => {
  await addModel(`${registry.host}/stable/clydesdale`);
  await expect
    .poll(downloads)
    .toContainEqual(expect.stringMatching(/clydesdale.*[1-9]\d?% · .* left · .* of 60.0 MB/));
  await panel.getByRole("tab", { name: "Downloads" }).click();
  await expect
    .poll(async () => Number(await panel.getByRole("progressbar").first().getAttribute("aria-valuenow")))
    .toBeGreaterThan(5);
  expect(await paddock.status.innerText()).toMatch(/· \d+%/);
  await addModel(`${registry.host}/stable/shire`);
  await expect.poll(downloads).toContainEqual(expect.stringMatching(/shire.*Queued, number 2 · 1.0 MB/));
  await paddock.window.command("Paddock: Cancel Download");
  await paddock.window.quickInput.choose(`${registry.host}/stable/clydesdale:latest`);
  await expect.poll(downloads).toContainEqual(expect.stringMatching(/clydesdale.*Cancelled/));
  await expect.poll(downloads).toContainEqual(expect.stringMatching(/shire.*Downloaded/));
  await untilStatus(paddock, /Running :\d+$/);
  await expect.poll(() => registry.openDownloads).toBe(0);
});

it("says in the row of a download why it failed", async () => {
  await addModel(`${registry.host}/stable/missing`, undefined, "Download anyway");
  await expect
    .poll(downloads)
    .toContainEqual(expect.stringContaining("The registry has no model with this name."));
  expect(await paddock.window.toast("could not be downloaded").count()).toBe(0);
});

it("says it in a message too while the panel shows another tab, and the view is closed", async () => {
  const toast = (model: string) => paddock.window.toast(`${model}:latest” could not be downloaded`);
  await paddock.window.openView("Explorer");
  await addModel(`${registry.host}/stable/lost`, undefined, "Download anyway");
  await panel.locator(".download", { hasText: "lost" }).waitFor();
  await panel.getByRole("tab", { name: "Models" }).click();
  await addModel(`${registry.host}/stable/gone`, undefined, "Download anyway");
  await toast("stable/gone").waitFor();
  expect(await toast("stable/lost").count()).toBe(0);
  await paddock.window.openView("Ollama");
});

it("tests the API, and shows the result in its row, in the panel and in the tooltip", async () => {
  await paddock.window.command("Paddock: Test API");
  await expect
    .poll(() => paddock.window.treeItems("Service"))
    .toContainEqual(expect.stringMatching(/^API, answered in [\d.]+ (?:ms|sec) · just now/));
  await panel.getByRole("tab", { name: "API" }).click();
  await expect.poll(() => panel.locator(".api-tab").getByRole("status").innerText()).toContain("answered in");
  await paddock.status.hover();
  await paddock.window.page.locator(".monaco-hover", { hasText: "Test API: answered in" }).waitFor();
  await paddock.window.page.keyboard.press("Escape");
});

it("loads and unloads a model, by the endpoint for its capabilities", async () => {
  await paddock.window.command("Paddock: Load Model");
  await paddock.window.quickInput.choose("foal:tiny");
  await expect.poll(models).toContainEqual(expect.stringMatching(/foal:tiny, Loaded · [\d.]+ .B · \d+ min/));
  expect(ollama.requestCount("POST /api/embed")).toBe(1);
  await paddock.window.command("Paddock: Unload Model");
  await paddock.window.quickInput.choose("foal:tiny");
  await expect.poll(models).toContainEqual(expect.stringMatching(/foal:tiny, Available · \d/));
});

it("has the loaded models first, and the selection stays on its row", async () => {
  const selected = () => paddock.window.view("Models").locator(".monaco-list-row.selected").innerText();
  await paddock.window.treeItem("Models", "llama3.2:3b").click();
  await expect.poll(selected).toContain("llama3.2:3b");
  await paddock.window.command("Paddock: Load Model");
  await paddock.window.quickInput.choose("llama3.2:3b");
  await expect.poll(async () => (await models())[0]).toContain("llama3.2:3b, Loaded");
  expect(await selected()).toContain("llama3.2:3b");
  await paddock.window.command("Paddock: Unload Model");
  await paddock.window.quickInput.choose("llama3.2:3b");
  await expect.poll(async () => (await models())[0]).not.toContain("llama3.2:3b");
  expect(await selected()).toContain("llama3.2:3b");
});

it("shows the details of a model on request", async () => {
  await paddock.window.command("Paddock: Show Model Details");
  await paddock.window.quickInput.choose("llama3.2:3b");
  await panel.getByRole("heading", { name: "llama3.2:3b" }).waitFor();
  await expect.poll(() => panel.locator(".facts-grid").innerText()).toContain("Quantization");
  expect(ollama.requestCount("POST /api/show")).toBeLessThanOrEqual(3);
});

it("loads a model by its load settings, and keeps it loaded for longer", async () => {
  await panel.locator("summary", { hasText: "Load settings" }).click();
  const context = panel.locator(".load-settings").getByLabel("Context");
  await context.fill("2k");
  await context.press("Enter");
  await expect.poll(() => context.inputValue()).toBe("2,048");
  await panel.locator(".detail").getByRole("button", { name: "Load", exact: true }).click();
  const asked = (): string | undefined => ollama.lastRequest("POST /api/generate")?.text;
  await expect.poll(asked).toContain('"num_ctx":2048');
  await panel.getByRole("button", { name: "Keep Loaded…" }).click();
  await paddock.window.quickInput.choose("1 hour");
  await expect
    .poll(models)
    .toContainEqual(expect.stringMatching(/llama3.2:3b, Loaded · .* · (?:1 hr|59 min)/));
  expect(asked()).toMatch(/"num_ctx":2048.*"keep_alive":"1h"/);
  await panel.getByRole("button", { name: "Leave All to Ollama" }).click();
  await expect.poll(() => context.inputValue()).toBe("");
  await panel.locator(".detail").getByRole("button", { name: "Unload" }).click();
  await expect.poll(models).toContainEqual(expect.stringMatching(/llama3.2:3b, Available · /));
});

it("deletes a model only after a confirmation", async () => {
  const name = `${registry.host}/stable/pony:latest`;
  const remove = async (answer: string): Promise<void> => {
    await paddock.window.command("Paddock: Delete Model…");
    await paddock.window.quickInput.choose(name);
    await paddock.window.page
      .locator(".monaco-dialog-box", { hasText: `Delete the model “${name}”` })
      .waitFor();
    await paddock.window.page.locator(".monaco-dialog-box").getByRole("button", { name: answer }).click();
  };
  await remove("Cancel");
  expect(await models()).toContainEqual(expect.stringContaining("stable/pony"));
  await remove("Delete");
  await expect.poll(models).not.toContainEqual(expect.stringContaining("stable/pony"));
  expect(ollama.requestCount("DELETE /api/delete")).toBe(1);
});

it("keeps the focus over a dialog, keeps what is typed after Select All, and says why a model that loads stays", async () => {
  const { page } = paddock.window;
  const list = panel.getByRole("listbox", { name: "Models" });
  await panel.locator(".row", { hasText: "foal:tiny" }).click();
  await panel.getByRole("heading", { name: "foal:tiny" }).waitFor();
  await list.focus();
  await page.keyboard.press("Delete");
  await page.locator(".monaco-dialog-box").waitFor();
  // A person does not answer before the page has lost the focus.
  await expect.poll(() => panel.evaluate(() => document.hasFocus())).toBe(false);
  await page.locator(".monaco-dialog-box").getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => list.evaluate((box) => box === document.activeElement)).toBe(true);
  await page.keyboard.press("ArrowDown");
  await panel.getByRole("heading", { name: "llama3.2:3b" }).waitFor();

  const context = panel.locator(".load-settings").getByLabel("Context");
  // VS Code's own Select All comes after the first letter, or the second.
  for (const text of ["one two", "three four", "five six"]) {
    await context.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text, { delay: 20 });
    expect(await context.inputValue()).toBe(text);
  }
  await context.fill("");

  await panel.locator(".detail").getByRole("button", { name: "Load", exact: true }).click();
  await panel.locator(".row", { hasText: "Loading" }).waitFor();
  await list.focus();
  await page.keyboard.press("Delete");
  await panel.locator(".detail").getByText("Another operation on “llama3.2:3b” is running.").waitFor();
  await panel.locator(".row", { hasText: "Loaded" }).waitFor();
});

it("lets another extension read the state and send commands", async () => {
  await expect.poll(seenByOther).toBe("Other sees running 0.33.0-rc2 with 3 models");
  const ask = async (command: object, by = "Other: Ask Paddock"): Promise<void> => {
    await paddock.window.command("Notifications: Clear All Notifications"); // VS Code shows three at most
    await paddock.window.command(by);
    await paddock.window.quickInput.type(JSON.stringify(command));
    await paddock.window.quickInput.accept();
  };
  await ask({ type: "service.stop" });
  await paddock.window.toast('"accepted":false,"reason":"not-ours"').waitFor();
  await ask({ type: "model.load", model: "llama3.2:3b" });
  await expect.poll(models).toContainEqual(expect.stringMatching(/llama3.2:3b, Loaded · /));
  await ask({ type: "service.test" }, "Other: Ask Paddock and Wait");
  await paddock.window.toast('ended with {"kind":"done"}').waitFor();
  await ask({ type: "model.delete", model: "foal:tiny" });
  await paddock.window.page.locator(".monaco-dialog-box", { hasText: "foal:tiny" }).waitFor();
  await paddock.window.page.locator(".monaco-dialog-box").getByRole("button", { name: "Cancel" }).click();
  await paddock.window.toast('"reason":"declined"').waitFor();
  await ask({ type: "format.disk" });
  await paddock.window.toast('"reason":"bad-command"').waitFor();
});

it("finds all events in the inspector, with the state then, the machine and the requests", async () => {
  await paddock.window.command("Paddock: Open State Inspector");
  const inspector = await paddock.window.webview("Paddock: State Inspector");
  const search = inspector.getByRole("textbox", { name: "Search events, models, words" });
  const rows = inspector.getByRole("listbox").getByRole("option");
  const find = async (text: string): Promise<void> => {
    await search.fill("nothing has this name"); // so that no row is one that was found before
    await expect.poll(() => rows.count()).toBe(0);
    await search.fill(text);
    await expect.poll(async () => (await rows.allInnerTexts()).length).toBeGreaterThan(0);
  };
  for (const type of ["download.completed", "download.cancelled", "test.completed", "operation.completed"])
    await find(type);
  await find("service.running");
  await rows.last().click();
  await expect.poll(() => inspector.locator(".changes").innerText()).toContain('situation.kind: "running"');
  await inspector.getByText("Back to Now").click();
  await expect
    .poll(() => inspector.locator(".machine-chart [aria-current=step]").allInnerTexts())
    .toContainEqual("owned");
  await inspector.getByRole("tab", { name: "Requests" }).click();
  await expect.poll(() => inspector.locator(".made-requests").innerText()).toContain("/api/tags");
  await search.fill("service.died");
  await ollama.pause();
  await untilStatus(paddock, "Stopped");
  await expect
    .poll(() => rows.allInnerTexts())
    .toContainEqual(expect.stringContaining("Ollama ended by itself"));
  await ollama.resume();
  await untilStatus(paddock, "Running");
});
