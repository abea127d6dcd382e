import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, installStandIn, isListening } from "@paddock/test-fixtures";
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { listenerOn } from "./listener-on.ts";
import {
  openWorkbench,
  type Workbench,
  type WorkbenchOptions,
  type WorkbenchWindow,
} from "@paddock/vscode-harness";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The built extension. */
export const extensionFolder: string = here("../..");

/** Another extension, which uses Paddock's API. */
export const otherExtensionFolder: string = here("../fixtures/other-extension");

/** A folder for VS Code to open. */
export const workspaceFolder: string = here("../fixtures/workspace");

/** A VS Code window with Paddock in it. */
export type Paddock = AsyncDisposable & {
  readonly vscode: Workbench;
  readonly window: WorkbenchWindow;
  readonly status: Locator;
};

/** Opens VS Code with the extension and these settings. It never looks for an Ollama installed on this machine. */
export async function openPaddock(options: WorkbenchOptions = {}): Promise<Paddock> {
  const vscode = await openWorkbench({
    extensions: [extensionFolder],
    folder: workspaceFolder,
    // Without a graphics card, moving progress bars take as much time as all else that the window draws.
    reducedMotion: "reduce",
    ...options,
    env: { OLLAMA_HOST: "127.0.0.1:1", ...options.env },
  });
  return paddockIn(vscode, vscode.window);
}

/** Paddock in a window that is already open. */
export function paddockIn(vscode: Workbench, window: WorkbenchWindow): Paddock {
  return {
    vscode,
    window,
    status: window.statusItem("paddock.ollama-paddock.paddock.status"),
    async [Symbol.asyncDispose]() {
      try {
        expect(ownErrors(window, vscode.server.folder), "errors in the console").toEqual([]);
      } finally {
        await vscode.close();
      }
    },
  };
}

/** Installs a stand-in for Ollama that can be started on a free port. It is ended with the test, since it outlives VS Code. */
export async function prepareOllama(): Promise<
  AsyncDisposable & {
    readonly port: number;
    /** The models folder. */
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
      if (await isListening(port)) process.kill(listenerOn(port), "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the status bar contains a text. */
export const untilStatus = (paddock: Paddock, text: string | RegExp, timeout = 20_000): Promise<void> =>
  paddock.status.filter({ hasText: text }).waitFor({ timeout });

/** The console errors that concern Paddock; VS Code's workbench logs errors of its own, with paths in its profile. */
const ownErrors = ({ consoleErrors }: WorkbenchWindow, profile: string): readonly string[] =>
  consoleErrors.filter((text) => {
    const words = text.replaceAll(profile, "");
    return /paddock|unhandled|Content Security Policy/i.test(words) && !words.includes("watchdog");
  });
