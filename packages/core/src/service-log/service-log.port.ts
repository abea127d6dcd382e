import type { Observable } from "rxjs";
import type { LogPlace } from "./shown-log.ts";

/** The log of a service, wherever its owner keeps it. */
export interface ServiceLog {
  readonly place: LogPlace;
  /**
   * `false` if a command of the person shows it, or one that may reach another machine: then it is followed only where the
   * person looks at the log of a service that runs, and never to know more about the service.
   */
  readonly mayRunUnasked?: false;
  /** Whether there is one now. Never rejects. */
  exists(): Promise<boolean>;
  /**
   * Cold. Emits the lines that were written since the last start of the service, and then each new one, also of later
   * starts; whole lines, in order, as Ollama wrote them, without control characters and secrets. In the middle of a log
   * that is very long, lines may be left out. A log that does not exist yet has no lines so far. Completes where the
   * service has ended and another one needs another look; fails with `PortError` if it cannot be read.
   */
  follow(): Observable<string>;
}
