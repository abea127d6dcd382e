import { Observable, Subject, takeUntil } from "rxjs";
import { PortError } from "../shared/failure.ts";
import type { ServiceLog } from "../service-log/service-log.port.ts";
import type { LogPlace } from "../service-log/shown-log.ts";

/** A log that a test writes. */
export class FakeServiceLog implements ServiceLog {
  place: LogPlace = { kind: "file", path: "/home/user/serve.log" };
  /** How many follow it. */
  followers = 0;
  /** How often it was followed. */
  follows = 0;
  isDenied = false;
  mayRunUnasked?: false;
  #lines: string[] | undefined;
  readonly #new$ = new Subject<string>();
  readonly #ended$ = new Subject<void>();

  write(...lines: readonly string[]): void {
    this.#lines = [...(this.#lines ?? []), ...lines];
    for (const line of lines) this.#new$.next(line);
  }

  /** The service starts anew, with an empty log. */
  restart(): void {
    this.#lines = [];
  }

  /** Following it ends, as with a tool that ends with its service. */
  end(): void {
    this.#ended$.next();
  }

  exists(): Promise<boolean> {
    return Promise.resolve(this.#lines !== undefined);
  }

  follow(): Observable<string> {
    return new Observable((subscriber) => {
      if (this.isDenied)
        return subscriber.error(
          new PortError({ kind: "log-unreadable", reason: "no-permission", detail: "EACCES" }),
        );
      this.followers += 1;
      this.follows += 1;
      subscriber.add(() => (this.followers -= 1));
      for (const line of this.#lines ?? []) subscriber.next(line);
      subscriber.add(this.#new$.pipe(takeUntil(this.#ended$)).subscribe(subscriber));
      return undefined;
    });
  }
}
