import { existsSync, mkdtempDisposableSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "@paddock/vscode-harness";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The built extension. */
export const paddockFolder: string = here("../../../packages/vscode");

/** The element id of its status bar item. */
export const STATUS = "paddock.ollama-paddock.paddock.status";

/** An extension that does nothing, for comparison. */
export const emptyFolder: string = here("../empty-extension");

/** A window whose extension host reports its activation times and memory. */
export type ProbedHost = AsyncDisposable & {
  readonly workbench: Workbench;
  ask<Answer>(path: string): Promise<Answer>;
};

/** Opens a window with these extensions and the probe, and waits until the probe answers. */
export async function openProbedHost(options: WorkbenchOptions): Promise<ProbedHost> {
  const folder = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
  const portFile = join(folder.path, "port");
  const workbench = await openWorkbench({
    ...options,
    extensions: [...(options.extensions ?? []), here("../probe-extension")],
    env: { ...options.env, PADDOCK_PROBE: portFile },
  });
  while (!existsSync(portFile)) await delay(50);
  const port = readFileSync(portFile, "utf8");
  return {
    workbench,
    async ask<Answer>(path: string) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return (await answer.json()) as Answer; // from our own probe
    },
    async [Symbol.asyncDispose]() {
      await workbench.close();
      folder.remove();
    },
  };
}
