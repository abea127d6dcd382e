import { accessibilityProblems, rulesIn } from "@paddock/vscode-harness";
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPaddock, prepareOllama, untilStatus, type Paddock } from "./paddock.ts";

let ollama: Awaited<ReturnType<typeof prepareOllama>>;
let paddock: Paddock;
let panel: Frame;

beforeAll(async () => {
  ollama = await prepareOllama();
  paddock = await openPaddock({ settings: ollama.settings });
  await paddock.window.openView("Ollama");
  await paddock.window.command("Paddock: Start Ollama Service");
  await untilStatus(paddock, `Ollama: Running :${ollama.port}`);
  // so that the Activity tab has a request
  await fetch(`http://127.0.0.1:${ollama.port}/api/tags`);
  await paddock.window.command("Paddock: Open Paddock");
  panel = await paddock.window.webview("Paddock for Ollama");
  await panel.locator(".list .row", { hasText: "llama3.2:3b" }).click();
});
afterAll(async () => {
  await paddock.window.command("Paddock: Stop Ollama Service");
  await untilStatus(paddock, "Stopped");
  await paddock[Symbol.asyncDispose]();
  await ollama[Symbol.asyncDispose]();
});

/** The tabs, in their order, and what is there once each of them has its content. */
const TABS = {
  Models: ".facts-grid",
  Downloads: ".find-row",
  Activity: "[role=grid] [role=row]",
  API: ".api-tab vscode-button",
  Disk: ".model-space",
  Service: ".log-lines > div",
  Doctor: ".check",
} as const;

/** The document of the only webview that is open. */
const WEBVIEW: [string, ...string[]] = ["iframe.webview", "#active-frame", "body"];

const THEMES = ["dark", "light", "high contrast", "high contrast light"] as const;

describe.each(THEMES)("in the theme %s of VS Code", (theme) => {
  it("each tab is reached by the keyboard, can be read, and has accessible names", async () => {
    await paddock.vscode.useTheme(theme);
    await panel.getByRole("tab", { name: "Models" }).click();
    const look = { part: WEBVIEW, rules: rulesIn(theme) };
    for (const [name, content] of Object.entries(TABS)) {
      await panel.getByRole("tab", { name, selected: true }).waitFor();
      await panel.locator(content).first().waitFor();
      await paddock.window.screenshot(`${theme}-${name}`);
      expect([name, await accessibilityProblems(paddock.window.page, look)]).toEqual([name, []]);
      await paddock.window.page.keyboard.press("ArrowRight");
    }
    await panel.getByRole("tab", { name: "Models", selected: true }).waitFor();
  });
});
