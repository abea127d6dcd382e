import { Subject } from "rxjs";
import { PortError, type Exit, type Failure } from "../domain/failure.ts";
import type { Death, ProcessIdentity } from "../domain/service.ts";
import type { Ended, ServiceController, StartOptions } from "../ports/service-controller.ts";
import type { FakeOllama } from "./fake-ollama.ts";

/** A machine on which an Ollama can be started, as a test wants it to go. */
export class FakeController implements ServiceController {
  isThere = true;
  /** What a start fails with. */
  startFailure: Failure | undefined;
  stopFailure: Failure | undefined;
  /** The process that is ours, if any. */
  own: ProcessIdentity | undefined;
  logLines: readonly string[] = [];
  /** Called once a process of ours was stopped. */
  onStop: () => void = () => {};
  /** A start waits for it before its process is known. */
  spawning: Promise<unknown> = Promise.resolve();
  /** What the last start was told. */
  startedWith: StartOptions | undefined;
  readonly stopped: ProcessIdentity[] = [];
  readonly ended$ = new Subject<Ended>();
  readonly #ollama: FakeOllama;
  #exit: Exit = {};
  #pid = 4000;

  constructor(ollama: FakeOllama) {
    this.#ollama = ollama;
  }

  isInstalled(): Promise<boolean> {
    return Promise.resolve(this.isThere);
  }

  /** A started process stays silent until the test lets Ollama appear. */
  async start(options?: StartOptions): Promise<ProcessIdentity> {
    this.startedWith = options;
    if (this.startFailure) throw new PortError(this.startFailure);
    const process = { pid: ++this.#pid, startedAt: "now", executable: "/usr/local/bin/ollama" };
    this.own = process;
    await this.spawning;
    return process;
  }

  /** Our process ends by itself. */
  exit(exit: Exit): void {
    this.#ollama.die();
    this.exitQuietly(exit);
  }

  /** Our process ends, but it never had the port. */
  exitQuietly(exit: Exit): void {
    const { own } = this;
    this.own = undefined;
    this.#exit = exit;
    if (own) this.ended$.next({ type: "ended", pid: own.pid, exit });
  }

  recognise(): Promise<ProcessIdentity | undefined> {
    return Promise.resolve(this.own);
  }

  stop(process: ProcessIdentity): Promise<void> {
    const { stopFailure } = this;
    if (stopFailure) return Promise.reject(new PortError(stopFailure));
    this.stopped.push(process);
    if (this.own?.pid === process.pid) this.exit({ code: 0 });
    this.onStop();
    return Promise.resolve();
  }

  async lastWords(process: ProcessIdentity | undefined): Promise<Death> {
    await Promise.resolve(); // an end is told a little later than that of its connections
    return process ? { exit: this.#exit, logLines: this.logLines } : { exit: {}, logLines: [] };
  }
}
