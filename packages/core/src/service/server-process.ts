import * as v from "valibot";
import { hostIdSchema as host } from "../hosts/host.ts";
import { count, reading, text, type DataOf, type EventOf } from "../shared/described.ts";
import type { Position } from "../shared/message.ts";
import { isRunning, type Service } from "./service.ts";

/** What the machine tells of the server that answers, without the log of that; only what is certain. */
export const serverProcessSchema = v.object({
  /** The address of the socket: `127.0.0.1:11434`, `[::]:11434`, `*:11434`. */
  listensOn: v.exactOptional(text),
  pid: v.exactOptional(count),
  startedAtMs: v.exactOptional(count),
  executable: v.exactOptional(text),
});
export type ServerProcess = DataOf<typeof serverProcessSchema>;

export const SERVER_PROCESS_READINGS = [
  /** What the machine told of the present run of a service. */
  reading("service.located", { host, server: serverProcessSchema }),
] as const;
type Located = EventOf<typeof SERVER_PROCESS_READINGS>;

/** What was told last, and the event that told it. */
export type LocatedServer = { readonly server: ServerProcess; readonly seq: number };

export const evolveLocated = ({ server }: Located, { seq }: Position): LocatedServer => ({ server, seq });

/** What is known of the present run of a service. */
export function serverOfRun(service: Service, located: LocatedServer | undefined): ServerProcess | undefined {
  if (!located || !isRunning(service)) return undefined;
  return located.seq > (service.sameSinceSeq ?? service.sinceSeq) ? located.server : undefined;
}
