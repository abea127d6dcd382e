import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPaddock, prepareOllama, untilStatus, type Paddock } from "./paddock.ts";

let ollama: Awaited<ReturnType<typeof prepareOllama>>;
let paddock: Paddock;
const home = mkdtempSync(join(tmpdir(), "paddock-lm-"));
const repository = join(home, "hub", "models--user--gemma-GGUF", "snapshots", "abc");

beforeAll(async () => {
  mkdirSync(repository, { recursive: true });
  writeFileSync(
    join(repository, "gemma-Q4_K_M.gguf"),
    Buffer.concat([Buffer.from("GGUF\x03\0\0\0"), Buffer.alloc(2_000_000)]),
  );
  writeFileSync(join(repository, "notes-Q8_0.gguf"), "to buy: milk");
  ollama = await prepareOllama();
  paddock = await openPaddock({ settings: ollama.settings, env: { HF_HUB_CACHE: join(home, "hub") } });
  await paddock.window.openView("Ollama");
  await paddock.window.command("Paddock: Start Ollama Service");
  await untilStatus(paddock, "Running");
});
afterAll(async () => {
  await paddock.window.command("Paddock: Stop Ollama Service");
  await untilStatus(paddock, "Stopped");
  await paddock[Symbol.asyncDispose]();
  await ollama[Symbol.asyncDispose]();
  rmSync(home, { recursive: true, force: true });
});

it("a GGUF that another program has becomes a model, and a text that is called one does not", async () => {
  const { page } = paddock.window;
  const choose = async (name: string): Promise<void> => {
    await paddock.window.command("Paddock: Import Model from File…");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).click();
  };
  await choose("notes-Q8_0.gguf");
  await page.getByText("is neither a GGUF model nor a model that Paddock has exported").first().waitFor();
  await choose("gemma-Q4_K_M.gguf");
  const input = page.locator(".quick-input-widget input");
  await expect.poll(() => input.inputValue()).toBe("gemma:Q4_K_M");
  await input.press("Enter");
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByText("Import “gemma-Q4_K_M.gguf” as “gemma:Q4_K_M”?").waitFor();
  await dialog.getByText("which takes 2.0 MB more").waitFor();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect
    .poll(async () => (await paddock.window.treeItems("Downloads")).join("; "))
    .toMatch(/gemma:Q4_K_M, imported from “gemma-Q4_K_M.gguf”/i);
  await expect
    .poll(async () => (await paddock.window.treeItems("Models")).join("; "))
    .toContain("gemma:Q4_K_M, Available");
  expect(readdirSync(repository)).toEqual(["gemma-Q4_K_M.gguf", "notes-Q8_0.gguf"]);
});
