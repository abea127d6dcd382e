import { Subject } from "rxjs";
import { PortError, type Exit, type Failure } from "../shared/failure.ts";
import type { Death, ProcessIdentity } from "../service/service-events.ts";
import type { ServiceOwner, StartOptions } from "../service/service-owner.port.ts";
import type { Ended } from "../service/sighting.ts";
import type { FakeOllama } from "./fake-ollama.ts";

/** What runs on a machine, whoever looks: a process outlives the owner that has started it. */
type Machine = { own: ProcessIdentity | undefined; starter: FakeOwner | undefined; lastPid: number };

/** A machine on which an Ollama can be started, as a test wants it to go. */
export class FakeOwner implements ServiceOwner {
  isThere = true;
  /** What a start fails with. */
  startFailure: Failure | undefined;
  /** How a started process ends at once; absent: it goes on. */
  endsAtOnce: Exit | undefined;
  stopFailure: Failure | undefined;
  logLines: readonly string[] = [];
  /** Called once a process of ours was stopped. */
  onStop: () => void = () => {};
  /** A start waits for it before its process is known. */
  spawning: Promise<unknown> = Promise.resolve();
  /** What the last start was told. */
  startedWith: StartOptions | undefined;
  readonly stopped: ProcessIdentity[] = [];
  readonly ended$ = new Subject<Ended>();
  readonly changed$ = new Subject<void>();
  readonly #ollama: FakeOllama;
  readonly #machine: Machine;
  readonly #exits = new Map<number, Exit>();

  /** `earlier`: another owner of the same machine, as before a reload. */
  constructor(ollama: FakeOllama, earlier?: FakeOwner) {
    this.#ollama = ollama;
    this.#machine = earlier ? earlier.#machine : { own: undefined, starter: undefined, lastPid: 4000 };
  }

  /** The process that is ours, if any. */
  get own(): ProcessIdentity | undefined {
    return this.#machine.own;
  }

  /** A process that nobody who is still here has started. */
  set own(process: ProcessIdentity | undefined) {
    this.#machine.own = process;
    this.#machine.starter = undefined;
  }

  isInstalled(): Promise<boolean> {
    return Promise.resolve(this.isThere);
  }

  /** A started process stays silent until the test lets Ollama appear. */
  async start(options?: StartOptions): Promise<ProcessIdentity> {
    this.startedWith = options;
    if (!this.isThere) throw new PortError({ kind: "not-installed" });
    if (this.startFailure) throw new PortError(this.startFailure);
    const pid = ++this.#machine.lastPid;
    const process = { pid, startedAt: "now", executable: "/usr/local/bin/ollama" };
    Object.assign(this.#machine, { own: process, starter: this });
    await this.spawning;
    const exit = this.#exits.get(pid);
    if (exit) throw new PortError({ kind: "exited", exit });
    const { endsAtOnce } = this;
    if (endsAtOnce) queueMicrotask(() => this.exitQuietly(endsAtOnce));
    return process;
  }

  /** Our process ends by itself. */
  exit(exit: Exit): void {
    this.#ollama.die();
    this.exitQuietly(exit);
  }

  /** Our process ends, but it never had the port. */
  exitQuietly(exit: Exit): void {
    const { own, starter } = this.#machine;
    this.own = undefined;
    if (own && starter) starter.#tell(own, exit);
  }

  recognise(): Promise<ProcessIdentity | undefined> {
    return Promise.resolve(this.own);
  }

  stop(process: ProcessIdentity): Promise<void> {
    const { stopFailure } = this;
    if (stopFailure) return Promise.reject(new PortError(stopFailure));
    this.stopped.push(process);
    if (this.#isOurs(process)) this.exit({ code: 0 });
    this.onStop();
    return Promise.resolve();
  }

  async lastOutput(pid: number | undefined): Promise<Death> {
    await Promise.resolve(); // an end is told a little later than that of its connections
    if (pid === undefined) return { exit: {}, logLines: [] };
    return { exit: this.#exits.get(pid) ?? {}, logLines: this.logLines };
  }

  /** A child is itself by its pid; any other process must be the same in every respect. */
  #isOurs({ pid, startedAt, executable }: ProcessIdentity): boolean {
    const { own, starter } = this.#machine;
    if (own?.pid !== pid) return false;
    return starter === this || (own.startedAt === startedAt && own.executable === executable);
  }

  /** Only whoever has started a process sees how it ends. */
  #tell({ pid }: ProcessIdentity, exit: Exit): void {
    this.#exits.set(pid, exit);
    this.ended$.next({ type: "ended", pid, exit });
  }
}
