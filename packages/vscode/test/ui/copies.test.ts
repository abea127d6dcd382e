import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  openRegistry,
  openSimulator,
  registryModel,
  simulatedModel,
  type Registry,
  type Simulator,
} from "@paddock/test-fixtures";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPaddock, untilStatus, type Paddock } from "./paddock.ts";

let registry: Registry;
let here: Simulator;
let there: Simulator;
let paddock: Paddock;
let folder = "";

const address = ({ port }: { readonly port: number }): string => `127.0.0.1:${port}`;
const rows = (view: string): Promise<string[]> => paddock.window.treeItems(view);

/** Installs a model of which no registry knows, with its files. */
function installOwn(): void {
  const content = Buffer.concat([Buffer.from("GGUF"), Buffer.alloc(20_000_000, "x")]);
  const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
  const weights = { digest, sizeBytes: content.length };
  const model = simulatedModel(`${registry.host}/me/mine`, { weights, system: "Be calm." });
  here.install(model);
  mkdirSync(join(folder, "blobs"), { recursive: true });
  for (const layer of model.layers)
    writeFileSync(join(folder, "blobs", layer.digest.replace(":", "-")), layer.text ?? content);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "paddock-copies-"));
  registry = await openRegistry({
    models: [registryModel("stable/clydesdale", { downloadBytes: 40_000_000 })],
  });
  here = await openSimulator({ version: "0.24.0", dataDir: folder });
  there = await openSimulator({ version: "0.24.0" });
  installOwn();
  const model = `${registry.host}/stable/clydesdale`;
  const body = JSON.stringify({ model, insecure: true, stream: false });
  await (await fetch(`${here.url}/api/pull`, { method: "POST", body })).text();
  paddock = await openPaddock({
    settings: {
      "paddock.host": address(here),
      "paddock.hosts": [{ name: "gpu-box", address: address(there) }],
      "paddock.registries.insecure": [registry.host],
    },
  });
  await untilStatus(paddock, `Ollama: Running :${here.port}`);
  await paddock.window.openView("Ollama");
});
afterAll(async () => {
  await paddock[Symbol.asyncDispose]();
  await Promise.all([here.close(), there.close(), registry.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Copies a model to the other host; the question is answered with yes. */
async function copy(model: string, question: string): Promise<void> {
  await paddock.window.command("Paddock: Copy Model to Another Host…");
  await paddock.window.quickInput.choose(model);
  await paddock.window.quickInput.choose("gpu-box");
  const dialog = paddock.window.page.locator(".monaco-dialog-box");
  await expect.poll(() => dialog.innerText()).toContain(question);
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
}

it("sends a model that is in no registry, and says where it is from", async () => {
  await expect.poll(() => rows("Models")).toHaveLength(2);
  await copy(`${registry.host}/me/mine:latest`, "From this machine, 20.0 MB are sent.");
  await expect.poll(() => there.models.map(({ name }) => name)).toHaveLength(1);
  await paddock.window.command("Paddock: Choose Host…");
  await paddock.window.quickInput.choose("gpu-box");
  await untilStatus(paddock, "gpu-box: Running");
  await expect
    .poll(() => rows("Downloads"))
    .toContainEqual(expect.stringContaining("opied from this machine"));
  await expect.poll(() => rows("Models")).toContainEqual(expect.stringContaining("me/mine"));
});

it("lets the other host download what its registry has, though this one stops meanwhile", async () => {
  await paddock.window.command("Paddock: Choose Host…");
  await paddock.window.quickInput.choose("This machine");
  await untilStatus(paddock, `Ollama: Running :${here.port}`);
  registry.bytesPerSecond = 8_000_000;
  await copy(`${registry.host}/stable/clydesdale:latest`, "gpu-box downloads 40");
  await expect.poll(() => there.partials.length).toBeGreaterThan(0);
  await here.pause();
  await untilStatus(paddock, "Stopped");
  await expect.poll(() => there.models.length, { timeout: 30_000 }).toBe(2);
  await here.resume();
  await untilStatus(paddock, "Running");
});

it("shows in what two hosts differ", async () => {
  await paddock.window.command("Paddock: Compare Hosts…");
  await paddock.window.quickInput.choose("gpu-box");
  await expect
    .poll(() => paddock.window.quickInput.rows())
    .toContainEqual(expect.stringContaining("not the same on both"));
});
