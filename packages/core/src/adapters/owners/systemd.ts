import type { Owner } from "../../service/owner.ts";
import { terminalLine } from "../../shared/terminal-line.ts";
import { unitIn } from "./linux/cgroup.ts";
import type { KnownProcess } from "./linux/processes.ts";
import { isManaged, isUnitAt, ollamaUnits, readUnit, runsOllama, type Scope } from "./linux/units.ts";
import type { Act, ManagedOwner, Place, Scene } from "./managed-owner.ts";
import type { Argv, Exited } from "./tool-result.ts";

type SystemdOwner = Extract<Owner, { readonly kind: "systemd" }>;

/** A service of systemd, of the machine or of the user. Its unit is found by `/proc` and by files alone. */
export const systemd: ManagedOwner<"systemd"> = {
  kind: "systemd",
  detect,
  async installed(place) {
    const { machine, endpoint } = place;
    if (machine.platform !== "linux") return undefined;
    for (const scope of ["system", "user"] as const) {
      if (!(await isManaged(scope, machine))) continue;
      for (const unit of await ollamaUnits(machine, scope))
        if (await isUnitAt(machine, unit, endpoint)) return { kind: "systemd", scope, unit: unit.name };
    }
    return undefined;
  },
  async stillRuns(owner, scene) {
    const found = await detect(scene);
    return found?.unit === owner.unit && found.scope === owner.scope;
  },
  start: (owner) => act("start", owner),
  stop: (owner) => act("stop", owner),
  log: ({ scope, unit }) => ({
    kind: "tool",
    // Without -q, its hints would be lines of the log.
    argv: ["journalctl", ...managerOf(scope), "-q", "-u", unit, "-f", "-n", "20000", "-o", "cat"],
  }),
};

/** Its unit; of several processes that may be meant, the one whose unit is at this endpoint. */
async function detect({ listening, ...place }: Scene): Promise<SystemdOwner | undefined> {
  if (place.machine.platform !== "linux") return undefined;
  const { processes = [] } = (await listening()) ?? {};
  const all = await Promise.all(processes.map((process) => ownerOf(process, place)));
  const owners = all.filter((owner) => owner !== undefined);
  if (processes.length === 1) return owners[0];
  const isHere = await Promise.all(owners.map((owner) => isAt(owner, place)));
  const here = owners.filter((_, index) => isHere[index]);
  return here.length === 1 ? here[0] : undefined;
}

/**
 * The unit must be known to run Ollama, by its files or its name: an `ollama serve` in the VS Code of a browser runs in
 * the unit of that.
 */
async function ownerOf(process: KnownProcess, { machine }: Place): Promise<SystemdOwner | undefined> {
  const slot = unitIn(process.cgroup);
  if (!slot || process.hasTerminal) return undefined;
  if (slot.scope === "user" && slot.uid !== machine.uid) return undefined; // out of reach of `systemctl --user`
  const { scope, unit } = slot;
  const owner: SystemdOwner = { kind: "systemd", scope, unit };
  if (/ollama/i.test(unit)) return owner;
  const files = await readUnit(machine, scope, unit);
  return files && runsOllama(files) ? owner : undefined;
}

async function isAt({ scope, unit }: SystemdOwner, { machine, endpoint }: Place): Promise<boolean> {
  const files = await readUnit(machine, scope, unit);
  return files !== undefined && isUnitAt(machine, files, endpoint);
}

/** A person may have to type a password for polkit; a unit may take 90 s to stop (systemd-system.conf(5)). */
const PATIENCE_MS = 180_000;

function act(verb: "start" | "stop", { scope, unit }: SystemdOwner): Act {
  const argv: Argv = ["systemctl", ...managerOf(scope), verb, unit];
  const run = { kind: "run", argv, patienceMs: PATIENCE_MS } as const;
  return scope === "user"
    ? run
    : { ...run, terminal: terminalLine(["sudo", "systemctl", verb, unit]), lacksRights };
}

const managerOf = (scope: Scope): readonly string[] => (scope === "user" ? ["--user"] : []);

/** By the exit code for missing rights (systemctl(1), “Exit status”), or by the words of polkit without an agent. */
const lacksRights = ({ code, stderr }: Exited): boolean =>
  code === 4 || /interactive authentication required|access denied|not authorized/i.test(stderr);
