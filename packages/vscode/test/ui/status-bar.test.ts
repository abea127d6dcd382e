import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorkbench, type Workbench } from "../../../../scripts/workbench/workbench.ts";
import { extensionFolder, noOllama, workspaceFolder } from "./paddock.ts";

let vscode: Workbench;

beforeAll(async () => {
  vscode = await openWorkbench({ extensions: [extensionFolder], folder: workspaceFolder, env: noOllama });
});

afterAll(() => vscode?.close());

it("says in the status bar how Ollama is", async () => {
  const item = vscode.window.statusItem("paddock.ollama-paddock.paddock.status");
  await item.filter({ hasText: "Ollama" }).waitFor();
  expect(await item.innerText()).toContain("Ollama");
});
