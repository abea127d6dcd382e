import { openOwnerWorld, ownerNow, type OwnerWorld, type WorldKind } from "@paddock/core/owner-worlds";
import { isListening } from "@paddock/test-fixtures";
import type { Random } from "../random.ts";
import { tally, type Report } from "../report.ts";
import { openDecoys, type Decoys } from "./decoys.ts";

const KINDS: readonly [WorldKind, ...WorldKind[]] = ["paddock", "systemd", "terminal"];
const UNIT = "ollama.service";

type Cycle = { readonly kind: WorldKind; readonly world: OwnerWorld; readonly decoys: Decoys };

/** Starts, stops and kills services that run in several ways, and looks after each step at what must be left alone. */
export async function runCycles(cycles: number, random: Random): Promise<Report> {
  const decoys = await openDecoys();
  const worlds = new Map<WorldKind, OwnerWorld>();
  for (const kind of KINDS) worlds.set(kind, await openOwnerWorld(kind));
  const [done, wrong]: [string[], string[]] = [[], []];
  try {
    for (let count = 0; count < cycles && wrong.length < MOST_WRONG; count++) {
      const kind = random.oneOf(KINDS);
      const world = worlds.get(kind);
      if (!world) continue;
      const what = await step({ kind, world, decoys }, random).catch((error: unknown) => {
        wrong.push(`${count}: ${kind}: ${error instanceof Error ? error.message : String(error)}`);
        return "failed";
      });
      done.push(`${kind} ${what}`);
      const gone = await decoys.gone();
      if (gone > 0) wrong.push(`${count}: ${kind} ${what}: ${gone} processes of others were touched`);
    }
  } finally {
    for (const world of worlds.values()) await world.close();
    decoys.close();
  }
  for (const [kind, { port }] of worlds)
    if (await isListening(port)) wrong.push(`${kind}: it still runs after its end`);
  return { figures: { cycles: done.length, steps: tally(done.toSorted()) }, wrong };
}

const MOST_WRONG = 10;

async function step(cycle: Cycle, random: Random): Promise<string> {
  const { world } = cycle;
  if (!(await isListening(world.port))) return start(cycle);
  return random.oneOf([stop, stop, kill, stopAnother])(cycle);
}

async function start({ kind, world }: Cycle): Promise<string> {
  if (kind === "systemd") await world.open().start({ kind, scope: "system", unit: UNIT });
  else await world.run();
  await world.untilUp();
  return "started";
}

async function stop(cycle: Cycle): Promise<string> {
  const { world } = cycle;
  const owner = world.open();
  await owner.stop(await known(cycle));
  await world.untilDown();
  return "stopped";
}

/** It is killed from outside: its supervisor brings it back, if it has one. */
async function kill(cycle: Cycle): Promise<string> {
  const { kind, world } = cycle;
  const owner = await known(cycle);
  const pid = "process" in owner ? owner.process?.pid : world.stage.pid("units", UNIT);
  if (pid === undefined || pid < 2) throw new Error("the process that runs is not known");
  process.kill(pid, "SIGKILL");
  if (kind !== "systemd") await world.untilDown();
  else await world.untilBack(pid);
  return "killed";
}

/** A stop for a process that is gone, whose pid another one has by now. */
async function stopAnother({ kind, world, decoys }: Cycle): Promise<string> {
  const owner = world.open();
  await owner.stop({ kind: "terminal", process: decoys.reused });
  await owner.stop({ kind: "paddock", process: decoys.reused });
  if (!(await isListening(world.port))) throw new Error(`the service of ${kind} has ended`);
  return "asked to stop another";
}

/** Who runs it must be known, in a window that was just opened. */
async function known({ kind, world }: Cycle) {
  const owner = await ownerNow(world.open());
  if (owner.kind !== kind) throw new Error(`it is taken for a service of ${owner.kind}`);
  return owner;
}
