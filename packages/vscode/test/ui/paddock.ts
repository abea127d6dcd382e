import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, installStandIn } from "@paddock/test-fixtures";
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import {
  openWorkbench,
  type Workbench,
  type WorkbenchOptions,
  type WorkbenchWindow,
} from "@paddock/vscode-harness";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The extension, as it was built. */
export const extensionFolder: string = here("../..");

/** Another extension, which asks Paddock for things. */
export const otherExtensionFolder: string = here("../fixtures/other-extension");

/** A folder for VS Code to open. */
export const workspaceFolder: string = here("../fixtures/workspace");

/** A window with Paddock in it, as a person has it before them. */
export type Paddock = AsyncDisposable & {
  readonly vscode: Workbench;
  readonly window: WorkbenchWindow;
  readonly status: Locator;
};

/** Opens VS Code with the extension and these settings; no Ollama of this machine is ever looked for. */
export async function openPaddock(options: WorkbenchOptions = {}): Promise<Paddock> {
  const vscode = await openWorkbench({
    extensions: [extensionFolder],
    folder: workspaceFolder,
    ...options,
    env: { OLLAMA_HOST: "127.0.0.1:1", ...options.env },
  });
  return paddockIn(vscode, vscode.window);
}

/** What is Paddock's in a window. */
export function paddockIn(vscode: Workbench, window: WorkbenchWindow): Paddock {
  return {
    vscode,
    window,
    status: window.statusItem("paddock.ollama-paddock.paddock.status"),
    async [Symbol.asyncDispose]() {
      expect(ownErrors(window), "errors in the console").toEqual([]);
      await vscode.close();
    },
  };
}

/** A stand-in for Ollama on this machine, on a port of its own. */
export async function prepareOllama(): Promise<
  AsyncDisposable & {
    readonly port: number;
    /** The folder where its models are. */
    readonly models: string;
    readonly settings: Record<string, unknown>;
  }
> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "paddock-ollama-"));
  const models = join(folder, "models");
  return {
    port,
    models,
    settings: {
      "paddock.host": `127.0.0.1:${port}`,
      "paddock.executable": installStandIn(folder),
      "paddock.service.environment": { OLLAMA_MODELS: models, STAND_IN_MODELS: "demo" },
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the status bar says something. */
export const untilStatus = (paddock: Paddock, text: string | RegExp, timeout = 20_000): Promise<void> =>
  paddock.status.filter({ hasText: text }).waitFor({ timeout });

/** What the console says of us; the workbench has errors of its own. */
const ownErrors = ({ consoleErrors }: WorkbenchWindow): readonly string[] =>
  consoleErrors.filter(
    (text) => /paddock|unhandled|Content Security Policy/i.test(text) && !/watchdog/.test(text),
  );
