import { Subject } from "rxjs";
import type { EnvironmentProblem } from "../environment/environment-problems.ts";
import { PortError, type Exit, type Failure, type MissingProgram } from "../shared/failure.ts";
import { ourProcess, type Owner, type ProcessIdentity } from "../service/owner.ts";
import type { Death } from "../service/service-events.ts";
import type { FoundProgram } from "../service/program.ts";
import type { ServiceOwner, StartOptions } from "../service/service-owner.port.ts";
import type { Ended } from "../service/sighting.ts";
import type { FakeOllama } from "./fake-ollama.ts";

/** The state that all owners of a machine share: a process outlives the owner that started it. */
type Machine = { own: ProcessIdentity | undefined; starter: FakeOwner | undefined; lastPid: number };

/** A service owner whose processes a test controls. */
export class FakeOwner implements ServiceOwner {
  isThere = true;
  /** Why, if it is not. */
  missing: MissingProgram = { kind: "not-installed" };
  /** Where it is. */
  path = "/usr/local/bin/ollama";
  /** Where the started process says that it listens, if not at the endpoint. */
  listensAt: string | undefined;
  /** The models that the started process is converting. */
  converting: readonly string[] = [];
  /** The variables for which it is not started. */
  obstacles: readonly EnvironmentProblem[] = [];
  /** The failure of `start`. */
  startFailure: Failure | undefined;
  /** If present, a started process exits at once. */
  endsAtOnce: Exit | undefined;
  stopFailure: Failure | undefined;
  /** Who runs a service that no process of ours runs. */
  otherOwner: Owner = { kind: "another-program" };
  /** Who runs the service by the person's choice. */
  chosen: Owner | undefined;
  /** The owners of this machine that a person may choose. */
  installed: readonly Owner[] = [];
  logLines: readonly string[] = [];
  /** Called after a process was stopped. */
  onStop: () => void = () => {};
  /** `start` waits for this before it returns the process. */
  spawning: Promise<unknown> = Promise.resolve();
  /** The options of the last start. */
  startedWith: StartOptions | undefined;
  readonly stopped: ProcessIdentity[] = [];
  readonly ended$ = new Subject<Ended>();
  readonly changed$ = new Subject<void>();
  readonly #ollama: FakeOllama;
  readonly #machine: Machine;
  readonly #exits = new Map<number, Exit>();

  /** `earlier` is another owner of the same machine, as before a reload. */
  constructor(ollama: FakeOllama, earlier?: FakeOwner) {
    this.#ollama = ollama;
    this.#machine = earlier ? earlier.#machine : { own: undefined, starter: undefined, lastPid: 4000 };
  }

  /** The process that is ours, if any. */
  get own(): ProcessIdentity | undefined {
    return this.#machine.own;
  }

  /** Sets a process that no open owner has started. */
  set own(process: ProcessIdentity | undefined) {
    this.#machine.own = process;
    this.#machine.starter = undefined;
  }

  findProgram(): Promise<FoundProgram> {
    if (this.chosen) return Promise.resolve({ kind: "found", path: "tool", owner: this.chosen });
    const obstacles = this.obstacles.length > 0 ? { obstacles: this.obstacles } : {};
    return Promise.resolve(
      this.isThere
        ? { kind: "found", path: this.path, owner: { kind: "paddock" }, ...obstacles }
        : this.missing,
    );
  }

  candidates(): Promise<readonly Owner[]> {
    return Promise.resolve(this.installed);
  }

  listensElsewhere(): Promise<string | undefined> {
    return Promise.resolve(this.own && this.listensAt);
  }

  conversions(): Promise<readonly string[]> {
    return Promise.resolve(this.own ? this.converting : []);
  }

  /** A started process stays silent until the test lets Ollama appear. */
  async start(_last: Owner, options?: StartOptions): Promise<Owner> {
    this.startedWith = options;
    if (this.own) return { kind: "paddock", process: this.own };
    if (!this.isThere) throw new PortError(this.missing);
    if (this.obstacles.length > 0)
      throw new PortError({ kind: "bad-environment", problems: [...this.obstacles] });
    if (this.startFailure) throw new PortError(this.startFailure);
    if (this.chosen) return this.chosen;
    const pid = ++this.#machine.lastPid;
    const process = { pid, startedAt: "now", executable: this.path };
    Object.assign(this.#machine, { own: process, starter: this });
    await this.spawning;
    const exit = this.#exits.get(pid);
    if (exit) throw new PortError({ kind: "exited", exit });
    const { endsAtOnce } = this;
    if (endsAtOnce) queueMicrotask(() => this.exitQuietly(endsAtOnce));
    return { kind: "paddock", process };
  }

  /** Our process ends by itself. */
  exit(exit: Exit): void {
    this.#ollama.die();
    this.exitQuietly(exit);
  }

  /** Our process ends, but never opened the port. */
  exitQuietly(exit: Exit): void {
    const { own, starter } = this.#machine;
    this.own = undefined;
    if (own && starter) starter.#reportExit(own, exit);
  }

  recognise(): Promise<Owner> {
    const otherwise = this.chosen ?? { kind: "looking" };
    return Promise.resolve(this.own ? { kind: "paddock", process: this.own } : otherwise);
  }

  detect(): Promise<Owner> {
    return Promise.resolve(this.otherOwner);
  }

  stop(owner: Owner): Promise<void> {
    const { stopFailure } = this;
    if (stopFailure) return Promise.reject(new PortError(stopFailure));
    const process = ourProcess(owner);
    if (process) this.stopped.push(process);
    if (process && this.#isOurs(process)) this.exit({ code: 0 });
    this.onStop();
    return Promise.resolve();
  }

  async lastOutput(pid: number | undefined): Promise<Death> {
    await Promise.resolve(); // the end of a process is reported a little later than the end of its connections
    if (pid === undefined) return { exit: {}, logLines: [] };
    return { exit: this.#exits.get(pid) ?? {}, logLines: this.logLines };
  }

  /** A child of this owner needs only its pid; any other process must have the same identity. */
  #isOurs({ pid, startedAt, executable }: ProcessIdentity): boolean {
    const { own, starter } = this.#machine;
    if (own?.pid !== pid) return false;
    return starter === this || (own.startedAt === startedAt && own.executable === executable);
  }

  /** Only the owner that started a process sees its exit. */
  #reportExit({ pid }: ProcessIdentity, exit: Exit): void {
    this.#exits.set(pid, exit);
    this.ended$.next({ type: "ended", pid, exit });
  }
}
