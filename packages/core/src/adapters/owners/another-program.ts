import type { Owner } from "../../service/owner.ts";
import type { Listening } from "./linux/listening.ts";
import type { Scene } from "./managed-owner.ts";
import type { HolderProcess } from "./running-process.ts";

type AnotherProgram = Extract<Owner, { readonly kind: "another-program" }>;

/** A program that Paddock must not stop, with what is known of it. */
export async function anotherProgramIn({ holder, listening, machine }: Scene): Promise<AnotherProgram> {
  const [found, onLinux] = await Promise.all([holder(), listening()]);
  return found ? ofHolder(found) : ofListening(onLinux, machine.uid);
}

const ofHolder = ({ process: { identity, user, isMine }, job }: HolderProcess): AnotherProgram => ({
  kind: "another-program",
  process: identity,
  ...(!isMine && user !== undefined && { user }),
  ...(job && { job: job.name }),
});

function ofListening(listening: Listening | undefined, ownUid: number | undefined): AnotherProgram {
  if (!listening) return { kind: "another-program" };
  const { processes } = listening;
  const user = listening.uid === ownUid ? {} : { user: listening.user };
  const [only, ...others] = processes;
  if (!only || others.length > 0) return { kind: "another-program", ...user };
  const { pid, argv, identity } = only;
  // The executable of another user's process cannot be read: this is what it calls itself, and is never compared.
  const process = identity ?? { pid, startedAt: "", executable: argv[0] ?? "" };
  return { kind: "another-program", ...user, process };
}
