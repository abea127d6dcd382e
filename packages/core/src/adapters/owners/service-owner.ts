import { afterItsEnd, type Owner } from "../../service/owner.ts";
import type { FoundProgram } from "../../service/program.ts";
import type { ServiceOwner } from "../../service/service-owner.port.ts";
import { PortError } from "../../shared/failure.ts";
import { findListening, type Listening } from "./linux/listening.ts";
import { carryOutAct, type Act, type ManagedOwner, type Place, type Scene } from "./managed-owner.ts";

type ServiceOwnerOptions = Place & {
  /** Runs our own child process. */
  readonly own: ServiceOwner;
  /** The other kinds of owners, those that are recognised without running a tool first. */
  readonly managed: readonly ManagedOwner[];
  /** Whether the person has chosen the executable of our own child, so that it is started rather than what is installed. */
  readonly prefersOwn: () => boolean;
};

/** Starts and stops a service in the way in which it is installed: by its supervisor, or as our own child. */
export function serviceOwner({ own, managed, prefersOwn, ...place }: ServiceOwnerOptions): ServiceOwner {
  const { machine } = place;
  const managerOf = (owner: Owner): ManagedOwner | undefined =>
    managed.find(({ kind }) => kind === owner.kind);

  async function findProgram(last: Owner): Promise<FoundProgram> {
    const starter = afterItsEnd(last);
    if (managerOf(starter)) return found(starter);
    if (!prefersOwn())
      for (const manager of managed) {
        const installed = await manager.installed(place);
        if (installed) return found(installed);
      }
    return own.findProgram(last);
  }

  const found = (owner: Owner): FoundProgram => {
    const act = managerOf(owner)?.start(owner);
    return { kind: "found", path: act ? programOf(act) : "", owner };
  };

  return {
    ...own,
    findProgram,
    async recognise(last) {
      const ours = await own.recognise(last);
      if (ours.kind !== "looking") return ours;
      return (await managerOf(last)?.stillRuns(last, sceneOf(place))) ? last : ours;
    },
    async detect() {
      const scene = sceneOf(place);
      for (const manager of managed) {
        const owner = await manager.detect(scene);
        if (owner) return owner;
      }
      return anotherProgram(await scene.listening());
    },
    async start(last, options) {
      const program = await findProgram(last);
      if (program.kind !== "found") throw new PortError(program);
      const manager = managerOf(program.owner);
      if (!manager) return own.start(last, options);
      await carryOutAct(machine, manager.start(program.owner));
      return program.owner;
    },
    async stop(owner) {
      const manager = managerOf(owner);
      if (manager) await carryOutAct(machine, manager.stop(owner));
      else await own.stop(owner);
    },
  };
}

function sceneOf(place: Place): Scene {
  let listening: ReturnType<Scene["listening"]> | undefined;
  const { machine, endpoint } = place;
  return {
    ...place,
    listening: () =>
      (listening ??=
        machine.platform === "linux" ? findListening(machine, endpoint) : Promise.resolve(undefined)),
  };
}

/** A program that Paddock must not stop, with what is known of it. */
function anotherProgram(listening: Listening | undefined): Owner {
  if (!listening) return { kind: "another-program" };
  const { user, processes } = listening;
  const [only, ...others] = processes;
  if (!only || others.length > 0) return { kind: "another-program", user };
  const { pid, argv, identity } = only;
  // The executable of another user's process cannot be read: this is what it calls itself, and is never compared.
  const process = identity ?? { pid, startedAt: "", executable: argv[0] ?? "" };
  return { kind: "another-program", user, process };
}

const programOf = (act: Act): string => (act.kind === "run" ? act.argv[0] : act.process.executable);
