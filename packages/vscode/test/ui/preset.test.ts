import { existsSync, readFileSync } from "node:fs";
import { homedir, hostname, userInfo } from "node:os";
import { basename, join } from "node:path";
import { parseReport } from "@paddock/core/actions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPaddock, paddockIn, prepareOllama, untilStatus, type Paddock } from "./paddock.ts";

describe("a preset for our service", () => {
  let ollama: Awaited<ReturnType<typeof prepareOllama>>;
  let paddock: Paddock;
  beforeAll(async () => {
    ollama = await prepareOllama();
    paddock = await openPaddock({ settings: ollama.settings, folder: join(ollama.models, "..") });
    await untilStatus(paddock, "Stopped");
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

  const differing = async (): Promise<string | undefined> =>
    (await paddock.window.treeItems("Service")).find((row) => row.startsWith("Restart, "));

  it("is shown as a difference, written, and applied by a restart", async () => {
    await paddock.window.command("Paddock: Choose Service Preset…");
    await paddock.window.quickInput.choose("Keep Models Loaded");
    const dialog = paddock.window.page.locator(".monaco-dialog-box");
    await dialog.filter({ hasText: "OLLAMA_KEEP_ALIVE: -1 (not set before)" }).waitFor();
    await dialog.getByRole("button", { name: "Change Settings" }).click();
    await expect.poll(differing).toBe("Restart, applies OLLAMA_KEEP_ALIVE");
    await paddock.window.command("Paddock: Restart Ollama Service");
    await expect.poll(differing).toBeUndefined();
    await untilStatus(paddock, "Running");
  });

  it("is in a report of a problem, which has no names of this machine, and which another window opens", async () => {
    const { window } = paddock;
    await window.command("Paddock: Report Problem…");
    await window.page.locator(".monaco-editor .view-line", { hasText: '"kind": "paddock-report"' }).waitFor();
    await window.answerToast("Check this report before you share it", "Save…");
    const name = window.quickInput.box.locator("input.input");
    await expect.poll(() => name.inputValue()).toContain("paddock-report-");
    const file = await name.inputValue();
    await window.quickInput.accept();
    await expect.poll(() => existsSync(file)).toBe(true);
    const saved = readFileSync(file, "utf8");
    const parsed = parseReport(saved);
    expect("report" in parsed && parsed.report.settings).toMatchObject({
      "paddock.service.environment": { STAND_IN_MODELS: "demo" },
    });
    expect("report" in parsed && parsed.report.log?.lines.length).toBeGreaterThan(0);
    for (const name of [hostname(), homedir(), userInfo().username].filter((one) => one.length > 4))
      expect(saved).not.toContain(name);

    const folder = join(ollama.models, "..");
    const other = paddockIn(paddock.vscode, await paddock.vscode.openWindow(folder));
    await untilStatus(other, "Running");
    await other.window.command("Paddock: Open Report…");
    await other.window.quickInput.choose(basename(file));
    const inspector = await other.window.webview("Paddock: State Inspector");
    await inspector.getByText(/^Report of .*, paddock-report-/).waitFor();
    await inspector.getByRole("button", { name: "Close Report" }).click();
    await other.window.close();
  });

  it("has lines for an Ollama that something else starts", async () => {
    await paddock.window.command("Paddock: Show How to Set Variables Elsewhere…");
    await paddock.window.quickInput.choose("docker run");
    await paddock.window.quickInput.choose("Open the Lines in an Editor");
    await paddock.window.page
      .locator(".monaco-editor .view-line", { hasText: "-e OLLAMA_KEEP_ALIVE=-1" })
      .waitFor();
  });
});
