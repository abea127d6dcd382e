import type { ServerProcess } from "./server-process.ts";

/** The server that answers at an endpoint of this machine. */
export interface ServerProcesses {
  /** What the machine tells of it; `undefined` if nothing listens there as far as can be seen. Never rejects. */
  find(): Promise<ServerProcess | undefined>;
}
