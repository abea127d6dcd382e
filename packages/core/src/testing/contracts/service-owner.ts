import assert from "node:assert/strict";
import { PortError, type Failure } from "../../shared/failure.ts";
import type { ProcessIdentity } from "../../service/service-events.ts";
import type { ServiceOwner } from "../../service/service-owner.port.ts";
import type { Ended } from "../../service/sighting.ts";
import type { Contract } from "./contract.ts";
import { until } from "./until.ts";

/** A machine on which an Ollama can be started at one endpoint, and what may befall it there. */
export type ControllerWorld = {
  /** A owner of this endpoint; a later one is as after a reload. */
  open(): ServiceOwner;
  /** Resolves once what was started answers. */
  untilUp(): Promise<void>;
  /** There is no Ollama on this machine any more. */
  uninstall(): void;
  /** There is one again, and the person says where. */
  choose(): void;
  /** Whatever is started from now on writes these words, and ends with exit code 1. */
  breakWith(words: string): void;
  /** Somebody else ends a process by SIGKILL. */
  kill(process: ProcessIdentity): void;
};

/** What `ServiceOwner` promises, on a real machine and on a test's. */
export const serviceOwnerContract: Contract<ControllerWorld> = [
  {
    name: "starts nothing where there is no Ollama, and says so",
    async keep({ open, uninstall }) {
      const owner = open();
      assert.equal(await owner.isInstalled(), true);
      uninstall();
      assert.equal(await owner.isInstalled(), false);
      const outcome = await owner.start().catch(failureOf);
      assert.ok("kind" in outcome && ["not-installed", "no-executable"].includes(outcome.kind));
      assert.equal(await owner.recognise(), undefined);
    },
  },
  {
    name: "tells when there may be one to start where there was none",
    async keep({ open, uninstall, choose }) {
      uninstall();
      const owner = open();
      const found: Promise<boolean>[] = [];
      const listening = owner.changed$.subscribe(() => found.push(owner.isInstalled()));
      choose();
      listening.unsubscribe();
      assert.deepEqual(await Promise.all(found), [true]);
    },
  },
  {
    name: "knows the process again that it has started, and so does whoever comes after it",
    async keep({ open, untilUp }) {
      const owner = open();
      assert.equal(await owner.recognise(), undefined);
      const ends = endsOf(owner);
      const started = await owner.start();
      await untilUp();
      const found = await owner.recognise();
      assert.deepEqual([found?.pid, found?.startedAt], [started.pid, started.startedAt]);
      assert.deepEqual(await open().recognise(), found);
      assert.deepEqual(ends, []);
    },
  },
  {
    name: "ends a process when it is asked to, tells its end, and can start another",
    async keep({ open, untilUp }) {
      const owner = open();
      const ends = endsOf(owner);
      const first = await started(owner, untilUp);
      await owner.stop(first);
      await until(() => ends.length === 1, "the end is told");
      assert.deepEqual(ends, [{ type: "ended", pid: first.pid, exit: { code: 0 } }]);
      assert.equal(await owner.recognise(), undefined);
      const second = await started(owner, untilUp);
      assert.notDeepEqual(second, first);
    },
  },
  {
    name: "ends what an earlier one has started, whose end the earlier one tells",
    async keep({ open, untilUp }) {
      const [earlier, later] = [open(), open()];
      const [toldEarlier, toldLater] = [endsOf(earlier), endsOf(later)];
      await started(earlier, untilUp);
      const known = await later.recognise();
      assert.ok(known);
      await later.stop(known);
      await until(() => toldEarlier.length === 1, "the end is told");
      assert.equal(toldEarlier[0]?.pid, known.pid);
      assert.deepEqual(toldLater, []);
      assert.equal(await later.recognise(), undefined);
      assert.deepEqual((await later.lastOutput(known.pid)).exit, {});
    },
  },
  {
    name: "does not end a process that has only the pid of the one that is meant",
    async keep({ open, untilUp }) {
      const running = await started(open(), untilUp);
      const later = open();
      await later.stop({ ...running, startedAt: "another time" });
      await later.stop({ ...running, executable: "/another/program" });
      assert.deepEqual(await later.recognise(), running);
    },
  },
  {
    name: "has nothing to do where the process has ended already",
    async keep({ open, untilUp }) {
      const owner = open();
      const ends = endsOf(owner);
      const process = await started(owner, untilUp);
      await owner.stop(process);
      await owner.stop(process);
      await until(() => ends.length === 1, "the end is told once");
    },
  },
  {
    name: "tells the end of a process that somebody else ends, and how it came to it",
    async keep({ open, untilUp, kill }) {
      const owner = open();
      const ends = endsOf(owner);
      const process = await started(owner, untilUp);
      kill(process);
      await until(() => ends.length === 1, "the end is told");
      const exit = { signal: "SIGKILL" };
      assert.deepEqual(ends, [{ type: "ended", pid: process.pid, exit }]);
      assert.deepEqual((await owner.lastOutput(process.pid)).exit, exit);
      assert.equal(await owner.recognise(), undefined);
    },
  },
  {
    name: "tells the end of a process that ends at once, and what it wrote last",
    async keep({ open, breakWith }) {
      const owner = open();
      breakWith("no room for models");
      const ends = endsOf(owner);
      // It may be over before it is known which process it is.
      const outcome = await owner.start().catch(failureOf);
      await until(() => ends.length === 1, "the end is told");
      assert.deepEqual(ends[0]?.exit, { code: 1 });
      assert.equal(await owner.recognise(), undefined);
      if ("kind" in outcome) assert.deepEqual(outcome, { kind: "exited", exit: { code: 1 } });
      else assert.equal(ends[0]?.pid, outcome.pid);
      const words = await owner.lastOutput(ends[0]?.pid);
      assert.deepEqual(words.exit, { code: 1 });
      assert.match(words.logLines.join("\n"), /no room for models/);
    },
  },
  {
    name: "knows no last output of no process",
    async keep({ open }) {
      assert.deepEqual(await open().lastOutput(undefined), { exit: {}, logLines: [] });
    },
  },
];

function endsOf(owner: ServiceOwner): readonly Ended[] {
  const ends: Ended[] = [];
  owner.ended$.subscribe((ended) => ends.push(ended));
  return ends;
}

/** The process once it answers: until then it may be a launcher of what it is about to become. */
async function started(owner: ServiceOwner, untilUp: ControllerWorld["untilUp"]): Promise<ProcessIdentity> {
  await owner.start();
  await untilUp();
  const process = await owner.recognise();
  assert.ok(process, "a process of ours is recognised");
  return process;
}

function failureOf(error: unknown): Failure {
  assert.ok(error instanceof PortError, `a PortError, not ${String(error)}`);
  return error.failure;
}
