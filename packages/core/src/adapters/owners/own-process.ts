import type { Logger } from "../../shared/logger.port.ts";
import type { OwnProcess, OwnProcessFile } from "./pid-file.ts";

/** Which process is ours, in memory and in a file that outlives this window. */
export interface RememberedProcess {
  get(): Promise<OwnProcess | undefined>;
  /** Where the file cannot be written, the process is still known until this window closes. */
  remember(process: OwnProcess): Promise<void>;
  forget(pid: number): Promise<void>;
}

/** Remembers it in this file. Never rejects: what goes wrong is logged. */
export function rememberedProcess(file: OwnProcessFile, logger: Logger): RememberedProcess {
  let known: OwnProcess | undefined;
  let saved: Promise<unknown> = Promise.resolve();

  /** One after the other: a folder may be so slow that a process ends before it is remembered. */
  function save(work: () => Promise<void>, warning: string): Promise<void> {
    const saving = saved.then(work).catch((error: unknown) => logger.warn(`${warning}: ${String(error)}`));
    saved = saving;
    return saving;
  }

  return {
    get: async () => known ?? (await file.read()),
    remember(process) {
      known = process;
      return save(() => file.write(process), `process ${process.pid} is not remembered`);
    },
    forget(pid) {
      if (known?.pid === pid) known = undefined;
      return save(async () => {
        if ((await file.read())?.pid === pid) await file.forget();
      }, `process ${pid} is not forgotten`);
    },
  };
}
