import * as path from "node:path";
import type { PortHolder } from "../../../service/port-holder.ts";
import { findListening } from "../linux/listening.ts";
import type { KnownProcess } from "../linux/processes.ts";
import type { MachineAt } from "../managed-owner.ts";

/**
 * The program that listens there, by `/proc`, with its user if that is another one. Of another user's process that is no
 * Ollama, only that user is known.
 */
export async function findByProc({ machine, endpoint }: MachineAt): Promise<PortHolder | undefined> {
  const listening = await findListening(machine, endpoint);
  if (!listening) return undefined;
  const { uid, user, processes } = listening;
  const [only, ...others] = processes;
  if (!only || others.length > 0) return { user };
  return { ...(uid !== machine.uid && { user }), ...holderOf(only) };
}

function holderOf({ pid, argv, identity, parents }: KnownProcess): PortHolder {
  const name = path.basename(identity?.executable ?? argv[0] ?? "");
  return {
    pid,
    parents: parents.map((parent) => parent.pid),
    ...(name !== "" && { name }),
    ...(argv.length > 0 && { argv }),
    ...(identity && { identity, executable: identity.executable }),
  };
}
