import { Observable, Subject } from "rxjs";
import { PortError, type Exit, type Failure } from "../domain/failure.ts";
import type { Death, ProcessIdentity } from "../domain/service.ts";
import type { ServiceController, Started } from "../ports/service-controller.ts";
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
  readonly stopped: ProcessIdentity[] = [];
  readonly #ollama: FakeOllama;
  #started$ = new Subject<Started>();
  #exit: Exit = {};
  #pid = 4000;

  constructor(ollama: FakeOllama) {
    this.#ollama = ollama;
  }

  isInstalled(): Promise<boolean> {
    return Promise.resolve(this.isThere);
  }

  /** A started process stays silent until the test lets Ollama appear. */
  start(): Observable<Started> {
    return new Observable((subscriber) => {
      const { startFailure } = this;
      if (startFailure) return subscriber.error(new PortError(startFailure));
      this.own = { pid: ++this.#pid, startedAt: "now", executable: "/usr/local/bin/ollama" };
      this.#started$ = new Subject();
      subscriber.next({ type: "spawned", process: this.own });
      return this.#started$.subscribe(subscriber);
    });
  }

  /** Our process ends by itself. */
  exit(exit: Exit): void {
    this.#ollama.die();
    this.exitQuietly(exit);
  }

  /** Our process ends, but it never had the port. */
  exitQuietly(exit: Exit): void {
    this.own = undefined;
    this.#exit = exit;
    this.#started$.next({ type: "exited", exit });
    this.#started$.complete();
  }

  recognise(): Promise<ProcessIdentity | undefined> {
    return Promise.resolve(this.own);
  }

  stop(process: ProcessIdentity): Promise<void> {
    const { stopFailure } = this;
    if (stopFailure) return Promise.reject(new PortError(stopFailure));
    this.stopped.push(process);
    this.exit({ code: 0 });
    this.onStop();
    return Promise.resolve();
  }

  async lastWords(process: ProcessIdentity | undefined): Promise<Death> {
    await Promise.resolve(); // an end is told a little later than that of its connections
    return process ? { exit: this.#exit, logLines: this.logLines } : { exit: {}, logLines: [] };
  }
}
