import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPaddock, prepareOllama, untilStatus, type Paddock } from "./paddock.ts";

let ollama: Awaited<ReturnType<typeof prepareOllama>>;
let paddock: Paddock;
const longAgo = new Date(Date.now() - 86_400_000);

/** Writes a file into the folder of blobs, as if that had been a day ago. */
function leave(name: string): string {
  const file = join(ollama.models, "blobs", name);
  mkdirSync(join(ollama.models, "blobs"), { recursive: true });
  writeFileSync(file, "x".repeat(2_500_000));
  utimesSync(file, longAgo, longAgo);
  return file;
}

beforeAll(async () => {
  ollama = await prepareOllama();
  paddock = await openPaddock({ settings: ollama.settings });
  await paddock.window.openView("Ollama");
  await paddock.window.command("Paddock: Start Ollama Service");
  await untilStatus(paddock, "Running");
});
afterAll(async () => {
  await paddock.window.command("Paddock: Stop Ollama Service");
  await untilStatus(paddock, "Stopped");
  await paddock[Symbol.asyncDispose]();
  await ollama[Symbol.asyncDispose]();
});

it("frees what no model uses only after a question that says the bytes", async () => {
  const orphan = leave(`sha256-${"a".repeat(64)}`);
  const partial = leave(`sha256-${"b".repeat(64)}-partial`);
  await paddock.window.command("Paddock: Open Paddock");
  const panel = await paddock.window.webview("Paddock for Ollama");
  await panel.getByRole("tab", { name: "Disk" }).click();
  await panel.locator(".place code", { hasText: ollama.models }).waitFor();
  const row = panel.locator(".spare-row", { hasText: "Layers without a model" });
  const button = row.getByRole("button", { name: "Free 2.5 MB…" });
  await button.focus();
  for (const answer of ["Cancel", "Free 2.5 MB"]) {
    // It gets the focus back some time after the question: a key that is pressed meanwhile goes nowhere.
    await expect
      .poll(() => button.evaluate((one) => document.hasFocus() && one.matches(":focus")))
      .toBe(true);
    await paddock.window.page.keyboard.press("Enter");
    const dialog = paddock.window.page.locator(".monaco-dialog-box");
    await dialog.getByText("Delete 1 layer that no model uses (2.5 MB)?").waitFor();
    await dialog.getByRole("button", { name: answer, exact: true }).click();
    await expect.poll(() => existsSync(orphan)).toBe(answer === "Cancel");
  }
  await expect.poll(() => row.count()).toBe(0);
  expect(existsSync(partial)).toBe(true);
  await panel.locator(".spare-row", { hasText: "Partial downloads" }).waitFor();
});

it("opens the Doctor tab by its command, which has looked at the folder of this machine", async () => {
  await paddock.window.command("Paddock: Diagnose Ollama");
  const panel = await paddock.window.webview("Paddock for Ollama");
  await panel.getByRole("tab", { name: "Doctor", selected: true }).waitFor();
  const line = (what: string) => panel.locator(".check.line", { hasText: what });
  await line("Ollama runs").waitFor();
  expect(await line("The models folder can be read and written").innerText()).toContain(ollama.models);
  await panel.getByRole("button", { name: "Copy Diagnostics" }).click();
  await paddock.window.page.getByText("Copied the diagnostics, without secrets, paths and names").waitFor();
});
