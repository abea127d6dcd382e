import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import getPort from "get-port";
import {
  changeSettings,
  type Environment,
  openCodeServer,
  ownEnvironment,
  quietSettings,
  openProcessGroup,
} from "@paddock/vscode-harness";
import type { Editor } from "./choices.ts";

/** A VS Code with Paddock. */
export interface OpenEditor {
  /** A text for the terminal: what was opened, and how to end it. */
  readonly invitation: string;
  /** Resolves when the person has closed it; rejects if it ended by itself. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

export type EditorOptions = {
  /** The folder to show. */
  readonly folder: string;
  /** A temporary folder for its profile. */
  readonly temporary: string;
  readonly environment: Environment;
};

const extension = fileURLToPath(new URL("../../../packages/vscode", import.meta.url));

export function openEditor(editor: Editor, options: EditorOptions): Promise<OpenEditor> {
  return editor.kind === "desktop" ? openDesktop(editor.program, options) : openInBrowser(options);
}

async function openDesktop(
  code: string,
  { folder, temporary, environment }: EditorOptions,
): Promise<OpenEditor> {
  const data = join(temporary, "data");
  const extensions = join(temporary, "extensions");
  mkdirSync(extensions);
  changeSettings(join(data, "User", "settings.json"), {
    ...quietSettings,
    "security.workspace.trust.enabled": false,
  });
  const args = [
    `--extensionDevelopmentPath=${extension}`,
    "--user-data-dir",
    data,
    "--extensions-dir",
    extensions,
    "--new-window",
    "--wait",
    folder,
  ];
  const group = openProcessGroup(withoutShell(code), args, { env: ownEnvironment(environment) });
  return {
    invitation: `Opened ${code} with Paddock in a profile of its own. Close its window, or press Ctrl+C, to end.`,
    ended: new Promise((done) => group.process.once("error", done).once("exit", done)),
    close: () => group.close(),
  };
}

// On Windows `code` is a batch file, which cannot be started without a shell; the program is in the folder above it.
function withoutShell(code: string): string {
  return code.endsWith(".cmd") ? join(dirname(code), "..", "Code.exe") : code;
}

async function openInBrowser({ folder, environment }: EditorOptions): Promise<OpenEditor> {
  const port = await getPort({ port: 41180, host: "127.0.0.1" });
  const server = await openCodeServer({ extensions: [extension], env: environment, port });
  return {
    invitation: `VS Code with Paddock: ${server.url(folder)}\nOpen it in a browser on this machine. In it, click the Ollama icon at the left. Ctrl+C ends it.`,
    ended: server.ended.then(() => Promise.reject(new Error(`VS Code's server ended:\n${server.output()}`))),
    close: () => server.close(),
  };
}
