import assert from "node:assert/strict";
import { PortError, type Failure } from "../../shared/failure.ts";
import { ourProcess, type Owner, type ProcessIdentity } from "../../service/owner.ts";
import type { FoundProgram } from "../../service/program.ts";
import type { ServiceOwner } from "../../service/service-owner.port.ts";
import type { Ended } from "../../service/sighting.ts";
import type { Contract } from "./contract.ts";
import { until } from "./until.ts";

const CONVERSION_ENDS = ["completed", "failed", "skipped", "skipped for want of room"] as const;
export type ConversionEnd = (typeof CONVERSION_ENDS)[number];

/** A machine on which an Ollama can be started at one endpoint, and what can happen to it. */
export type ServiceOwnerWorld = {
  /** Opens an owner of this endpoint. A second one is like the owner after a reload. */
  open(): ServiceOwner;
  /** Resolves once the started service answers. */
  untilUp(): Promise<void>;
  /** From now on no Ollama is installed. */
  uninstall(): void;
  /** The person sets the path of an executable. */
  choose(): void;
  /** From now on every started program prints `words` and exits with code 1. */
  breakWith(words: string): void;
  /** From now on every started program listens at another address than it is told: at the one that this returns. */
  misdirect(): Promise<string>;
  /** From now on every started program says in its log that it converts this model, and how that has ended, if it has. */
  convert(model: string, end?: ConversionEnd): Promise<void>;
  /** Another program kills a process by SIGKILL. */
  kill(process: ProcessIdentity): void;
};

/** What every `ServiceOwner` promises. */
export const serviceOwnerContract: Contract<ServiceOwnerWorld> = [
  {
    name: "starts nothing if no Ollama is installed, and says so",
    async keep({ open, uninstall }) {
      const owner = open();
      assert.equal((await owner.findProgram(LOOKING)).kind, "found");
      uninstall();
      const found = await owner.findProgram(LOOKING);
      assert.ok(["not-installed", "no-executable"].includes(found.kind));
      assert.deepEqual(await owner.start(LOOKING).catch(failureOf), found);
      assert.equal(await recognised(owner), undefined);
    },
  },
  {
    name: "emits when an executable may have become available",
    async keep({ open, uninstall, choose }) {
      uninstall();
      const owner = open();
      const found: Promise<FoundProgram>[] = [];
      const subscription = owner.changed$.subscribe(() => found.push(owner.findProgram(LOOKING)));
      choose();
      subscription.unsubscribe();
      assert.deepEqual(
        (await Promise.all(found)).map(({ kind }) => kind),
        ["found"],
      );
    },
  },
  {
    name: "starts no second process while the first one runs, not even after a reload",
    async keep({ open, untilUp }) {
      const started = processOf(await open().start(LOOKING));
      const again = processOf(await open().start(LOOKING));
      assert.deepEqual([again.pid, again.startedAt], [started.pid, started.startedAt]);
      await untilUp();
    },
  },
  {
    name: "recognises the process that it started, and so does a later owner",
    async keep({ open, untilUp }) {
      const owner = open();
      assert.equal(await recognised(owner), undefined);
      const ends = endsOf(owner);
      const started = processOf(await owner.start(LOOKING));
      await untilUp();
      const found = await recognised(owner);
      assert.deepEqual([found?.pid, found?.startedAt], [started.pid, started.startedAt]);
      assert.deepEqual(await recognised(open()), found);
      assert.deepEqual(ends, []);
    },
  },
  {
    name: "stops a process, reports its end, and can start another one",
    async keep({ open, untilUp }) {
      const owner = open();
      const ends = endsOf(owner);
      const first = await startService(owner, untilUp);
      await owner.stop(paddock(first));
      await until(() => ends.length === 1, "the end is reported");
      assert.deepEqual(ends, [{ type: "ended", pid: first.pid, exit: { code: 0 } }]);
      assert.equal(await recognised(owner), undefined);
      const second = await startService(owner, untilUp);
      assert.notDeepEqual(second, first);
    },
  },
  {
    name: "stops a process of an earlier owner, which reports its end",
    async keep({ open, untilUp }) {
      const [earlier, later] = [open(), open()];
      const [earlierEnds, laterEnds] = [endsOf(earlier), endsOf(later)];
      await startService(earlier, untilUp);
      const known = await recognised(later);
      assert.ok(known);
      await later.stop(paddock(known));
      await until(() => earlierEnds.length === 1, "the end is reported");
      assert.equal(earlierEnds[0]?.pid, known.pid);
      assert.deepEqual(laterEnds, []);
      assert.equal(await recognised(later), undefined);
      assert.deepEqual((await later.lastOutput(known.pid)).exit, {});
    },
  },
  {
    name: "does not stop another process with the same pid",
    async keep({ open, untilUp }) {
      const running = await startService(open(), untilUp);
      const later = open();
      await later.stop(paddock({ ...running, startedAt: "another time" }));
      await later.stop(paddock({ ...running, executable: "/another/program" }));
      assert.deepEqual(await recognised(later), running);
    },
  },
  {
    name: "does nothing if the process has ended already",
    async keep({ open, untilUp }) {
      const owner = open();
      const ends = endsOf(owner);
      const process = await startService(owner, untilUp);
      await owner.stop(paddock(process));
      await owner.stop(paddock(process));
      await until(() => ends.length === 1, "the end is reported once");
    },
  },
  {
    name: "reports the end and the signal of a process that another program kills",
    async keep({ open, untilUp, kill }) {
      const owner = open();
      const ends = endsOf(owner);
      const process = await startService(owner, untilUp);
      kill(process);
      await until(() => ends.length === 1, "the end is reported");
      const exit = { signal: "SIGKILL" };
      assert.deepEqual(ends, [{ type: "ended", pid: process.pid, exit }]);
      assert.deepEqual((await owner.lastOutput(process.pid)).exit, exit);
      assert.equal(await recognised(owner), undefined);
    },
  },
  {
    name: "reports the end and the last output of a process that exits at once",
    async keep({ open, breakWith }) {
      const owner = open();
      breakWith("no room for models");
      const ends = endsOf(owner);
      // The process may end before it is identified.
      const outcome = await owner.start(LOOKING).catch(failureOf);
      await until(() => ends.length === 1, "the end is reported");
      assert.deepEqual(ends[0]?.exit, { code: 1 });
      assert.equal(await recognised(owner), undefined);
      if (outcome.kind !== "paddock") assert.deepEqual(outcome, { kind: "exited", exit: { code: 1 } });
      else assert.equal(ends[0]?.pid, processOf(outcome).pid);
      const words = await owner.lastOutput(ends[0]?.pid);
      assert.deepEqual(words.exit, { code: 1 });
      assert.match(words.logLines.join("\n"), /no room for models/);
    },
  },
  {
    name: "says where its process listens, if that is not where it was told",
    async keep({ open, untilUp, misdirect }) {
      const owner = open();
      assert.equal(await owner.listensElsewhere(), undefined);
      const first = await startService(owner, untilUp);
      assert.equal(await owner.listensElsewhere(), undefined);
      await owner.stop(paddock(first));
      const elsewhere = await misdirect();
      const second = processOf(await owner.start(LOOKING));
      await untilEqual(() => owner.listensElsewhere(), elsewhere);
      await owner.stop(paddock(second));
      assert.equal(await owner.listensElsewhere(), undefined);
    },
  },
  {
    name: "says which models its process is converting",
    async keep({ open, untilUp, convert }) {
      const owner = open();
      const first = await startService(owner, untilUp);
      assert.deepEqual(await owner.conversions(), []);
      await owner.stop(paddock(first));
      await convert("charger:latest");
      const second = await startService(owner, untilUp);
      assert.deepEqual(await owner.conversions(), ["charger:latest"]);
      await owner.stop(paddock(second));
      assert.deepEqual(await owner.conversions(), []);
    },
  },
  ...CONVERSION_ENDS.map((end) => ({
    name: `no longer says that its process is converting a model: ${end}`,
    async keep({ open, untilUp, convert }: ServiceOwnerWorld) {
      const owner = open();
      await convert("charger:latest", end);
      const process = await startService(owner, untilUp);
      assert.deepEqual(await owner.conversions(), []);
      await owner.stop(paddock(process));
    },
  })),
  {
    name: "has no last output without a process",
    async keep({ open }) {
      assert.deepEqual(await open().lastOutput(undefined), { exit: {}, logLines: [] });
    },
  },
];

/** Nothing is known of who ran the service last. */
const LOOKING: Owner = { kind: "looking" };
const paddock = (process: ProcessIdentity): Owner => ({ kind: "paddock", process });

const recognised = async (owner: ServiceOwner): Promise<ProcessIdentity | undefined> =>
  ourProcess(await owner.recognise(LOOKING));

function processOf(owner: Owner): ProcessIdentity {
  const process = ourProcess(owner);
  assert.ok(process, "a process of ours");
  return process;
}

async function untilEqual(read: () => Promise<string | undefined>, wanted: string): Promise<void> {
  let found: string | undefined;
  const looking = setInterval(() => void read().then((text) => (found = text)), 20);
  try {
    await until(() => found === wanted, `${wanted} is found`);
  } finally {
    clearInterval(looking);
  }
}

function endsOf(owner: ServiceOwner): readonly Ended[] {
  const ends: Ended[] = [];
  owner.ended$.subscribe((ended) => ends.push(ended));
  return ends;
}

/** Starts a service and resolves with its process once it answers: before, it may be a launcher. */
async function startService(
  owner: ServiceOwner,
  untilUp: ServiceOwnerWorld["untilUp"],
): Promise<ProcessIdentity> {
  await owner.start(LOOKING);
  await untilUp();
  const process = await recognised(owner);
  assert.ok(process, "the started process is recognised");
  return process;
}

function failureOf(error: unknown): Failure {
  assert.ok(error instanceof PortError, `a PortError, not ${String(error)}`);
  return error.failure;
}
