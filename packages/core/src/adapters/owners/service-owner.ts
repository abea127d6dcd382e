import { afterItsEnd, type Owner } from "../../service/owner.ts";
import type { OwnerChoice } from "../../service/owner-choice.ts";
import type { FoundProgram } from "../../service/program.ts";
import type { ServiceOwner } from "../../service/service-owner.port.ts";
import { PortError } from "../../shared/failure.ts";
import { anotherProgramIn } from "./another-program.ts";
import { chosenOwner, managersFor } from "./chosen-owner.ts";
import { carryOutAct, type Act, type ManagedOwner, type Place } from "./managed-owner.ts";
import { sceneOf } from "./scene.ts";

type ServiceOwnerOptions = Place & {
  /** Runs our own child process. */
  readonly own: ServiceOwner;
  /** The other kinds of owners, those that are recognised without running a tool first; none on another machine. */
  readonly managed: readonly ManagedOwner[];
  /** Who runs the service by the person's choice; absent: it is found out. */
  readonly choice?: OwnerChoice;
  /** Whether the person has chosen the executable of our own child, so that it is started rather than what is installed. */
  readonly prefersOwn: () => boolean;
};

/** Starts and stops a service in the way in which it is installed: by its supervisor, or as our own child. */
export function serviceOwner({
  own,
  managed,
  choice,
  prefersOwn,
  ...place
}: ServiceOwnerOptions): ServiceOwner {
  const { machine } = place;
  const chosen = choice && chosenOwner(choice, managed);
  const managers = managersFor(choice, managed);
  const managerOf = (owner: Owner): ManagedOwner | undefined =>
    managers.find(({ kind }) => kind === owner.kind);
  /** Whether something else may run the service than what ran it last, since it still answers after a stop. */
  let isInDoubt = false;

  async function findProgram(last: Owner): Promise<FoundProgram> {
    if (chosen) return found(chosen.owner);
    const starter = afterItsEnd(last);
    if (choice?.kind !== "paddock") {
      if (managerOf(starter)) return found(starter);
      if (!prefersOwn())
        for (const manager of managed) {
          const installed = await manager.installed(place);
          if (installed) return found(installed);
        }
    }
    return own.findProgram(last);
  }

  const found = (owner: Owner): FoundProgram => {
    const act = managerOf(owner)?.start?.(owner, place);
    return { kind: "found", path: act ? programOf(act) : "", owner };
  };

  return {
    ...own,
    findProgram,
    async recognise(last) {
      const ours = await own.recognise(last);
      if (ours.kind !== "looking") return ours;
      if (chosen) return chosen.isCertain ? chosen.owner : ours;
      if (isInDoubt) return ours;
      return (await managerOf(last)?.stillRuns(last, sceneOf(place))) ? last : ours;
    },
    async detect() {
      isInDoubt = false;
      const ours = await own.detect();
      if (ours.kind === "paddock") return ours;
      const scene = sceneOf(place);
      for (const manager of managers) {
        const owner = await manager.detect(scene);
        if (owner) return owner;
      }
      return managed.length === 0 ? own.detect() : anotherProgramIn(scene);
    },
    async start(last, options) {
      const program = await findProgram(last);
      if (program.kind !== "found") throw new PortError(program);
      const manager = managerOf(program.owner);
      if (!manager?.start) return own.start(last, options);
      await carryOutAct(machine, manager.start(program.owner, place));
      isInDoubt = false;
      return program.owner;
    },
    async stop(owner) {
      const manager = managerOf(owner);
      if (!manager) return own.stop(owner);
      // Of an app that was started by its path, the process is not known yet.
      const act =
        manager.stop(owner, place) ?? manager.stop((await manager.detect(sceneOf(place))) ?? owner, place);
      if (act) await carryOutAct(machine, act);
      isInDoubt = true;
    },
    candidates: async () =>
      managed.length === 0 ? [] : [...(await candidatesOf(managed, place)), ...(await own.candidates())],
  };
}

async function candidatesOf(managed: readonly ManagedOwner[], place: Place): Promise<readonly Owner[]> {
  const all = await Promise.all(
    managed.map(async (manager) => {
      if (manager.candidates) return manager.candidates(place);
      const installed = await manager.installed(place);
      return installed ? [installed] : [];
    }),
  );
  return all.flat();
}

function programOf(act: Act): string {
  switch (act.kind) {
    case "run":
    case "launch":
      return act.argv[0];
    case "end":
      return act.process.executable;
    case "by-hand":
      return act.line;
  }
}
