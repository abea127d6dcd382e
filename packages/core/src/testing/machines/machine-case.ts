import type { Owner } from "../../service/owner.ts";
import type { Refusal } from "../../shared/decision.ts";
import type { Failure } from "../../shared/failure.ts";
import type { MachineParts } from "./fake-machine.ts";

/**
 * A machine, and what Paddock makes of it.
 *
 * To add one, append a row to the table of its kind in this folder (`linux/units.ts` and so on; a new table is added to
 * `machines.ts`). Give the files that are read and the answers of the tools that are run, each as the real one, and say
 * where they come from. `machines.test.ts` takes each row through detection, recognition after a reload, stop and start.
 */
export type MachineCase = {
  readonly name: string;
  /** Where what it assumes is written: a manual page, a page of documentation, a file in Ollama's repository, a thread. */
  readonly source: string;
  /** Whether the files and answers were seen on a real machine; else they are written by the source. */
  readonly isSeen: boolean;
  readonly machine: MachineParts;
  /** The address of the service; absent: `127.0.0.1:11434`. */
  readonly at?: string;
  /** Whether that is another machine. */
  readonly isRemote?: true;
  /** The value of `paddock.service.owner`; absent: the person has chosen nothing. */
  readonly choice?: unknown;
  /** Our own child, if it runs there. */
  readonly ownPid?: number;
  /** Who ran the service by the history; absent: not known. */
  readonly last?: Owner;
  /** Who runs the service that answers; absent: none answers. */
  readonly detected?: Owner;
  /** What Stop does; absent where none answers. */
  readonly stop?: Ending;
  /** What Start does once the service is stopped. */
  readonly start: Ending;
};

/** How a request ends. */
export type Ending =
  /** The tools and signals, in order, of which the last one does it, and who runs the service then. */
  | { readonly does: readonly string[]; readonly owner?: Owner }
  | { readonly refused: Refusal["reason"] }
  | { readonly fails: Failure["kind"]; readonly does: readonly string[]; readonly line?: string };

/** Starts the executable that was found, as our own child. */
export const SPAWNS: Ending = { does: ["spawn ollama serve"], owner: { kind: "paddock" } };
