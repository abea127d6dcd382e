// npm start [-- FOLDER]: opens VS Code with Paddock, to try it out.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chooseEditor, describeOllama } from "./src/choices.ts";
import { openDemo } from "./src/demo.ts";
import { openEditor } from "./src/editors.ts";
import { findOllama } from "./src/find-ollama.ts";
import { findProgram } from "./src/find-program.ts";
import { openTemporaryFolder } from "@paddock/vscode-harness";

// A signal may arrive more than once: the terminal sends it to all processes, and npm forwards it.
const stopped = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
});

await start(process.argv[2]);

async function start(folder: string | undefined): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const temporary = opened.adopt(openTemporaryFolder(), (each) => each.close());
  const ollama = await findOllama(process.env);
  const demo = ollama.kind === "demo" ? await openDemo(temporary.path) : undefined;
  opened.defer(() => demo?.close());
  console.log(describeOllama(ollama, demo?.address));

  const found = { code: findProgram("code"), isRemoteTerminal: "VSCODE_IPC_HOOK_CLI" in process.env };
  const editor = await openEditor(chooseEditor(found), {
    folder: folder === undefined ? makeSample(temporary.path) : resolve(folder),
    temporary: temporary.path,
    environment: demo?.environment ?? {},
  });
  opened.defer(() => editor.close());
  console.log(editor.invitation);
  await Promise.race([stopped, editor.ended]);
}

function makeSample(temporary: string): string {
  const folder = join(temporary, "sample");
  mkdirSync(folder);
  writeFileSync(
    join(folder, "README.md"),
    "# A folder to try Paddock in\n\nLook for Ollama in the status bar.\n",
  );
  return folder;
}
