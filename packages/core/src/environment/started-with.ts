import { ourProcess, type Owner, type ProcessIdentity } from "../service/owner.ts";
import type { StartedWith } from "./environment-events.ts";

/** Whether the process of this owner is the one that Paddock has started with these variables. */
export const isStartedWith = (started: StartedWith | undefined, owner: Owner): started is StartedWith =>
  isSameStart(started?.process, ourProcess(owner));

/** A launcher may have become another program since it was started, so the executable is not compared. */
export const isSameStart = (a: ProcessIdentity | undefined, b: ProcessIdentity | undefined): boolean =>
  a !== undefined && b !== undefined && a.pid === b.pid && a.startedAt === b.startedAt;
