import type { Logger } from "../../shared/logger.port.ts";
import type { OwnProcess, PidFile } from "./pid-file.ts";

/** Remembers which process is ours, in memory and in a file that outlives this window. */
interface RememberedProcess {
  get(): Promise<OwnProcess | undefined>;
  /** If the file cannot be written, the process stays known until this window closes. */
  remember(process: OwnProcess): Promise<void>;
  forget(pid: number): Promise<void>;
}

/** Its functions never reject because of the file: errors are logged. */
export function rememberedProcess(file: PidFile, logger: Logger): RememberedProcess {
  let known: OwnProcess | undefined;
  let lastSave: Promise<unknown> = Promise.resolve();

  /** Runs writes one after the other: on a slow disk, a process may end before it has been remembered. */
  function save(work: () => Promise<void>, warning: string): Promise<void> {
    const saving = lastSave.then(work).catch((error: unknown) => logger.warn(`${warning}: ${String(error)}`));
    lastSave = saving;
    return saving;
  }

  return {
    get: async () => known ?? (await file.read()),
    remember(process) {
      known = process;
      return save(() => file.write(process), `cannot remember process ${process.pid}`);
    },
    forget(pid) {
      if (known?.pid === pid) known = undefined;
      return save(async () => {
        if ((await file.read())?.pid === pid) await file.forget();
      }, `cannot forget process ${pid}`);
    },
  };
}
