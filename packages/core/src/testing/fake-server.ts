import {
  concat,
  defer,
  finalize,
  map,
  NEVER,
  Observable,
  of,
  Subject,
  take,
  takeUntil,
  tap,
  throwError,
} from "rxjs";
import { PortError, type Failure } from "../shared/failure.ts";

/** A response that a test streams. */
export type Streaming<Line> = {
  readonly lines$: Subject<Line>;
  isOpen: boolean;
  /** Whether the client has closed it. */
  isAborted: boolean;
};

export const newStreaming = <Line>(): Streaming<Line> => ({
  lines$: new Subject<Line>(),
  isOpen: true,
  isAborted: false,
});

/** A server whose port, connections and failures a test controls. */
export class FakeServer {
  /** Whether the port is open. */
  isListening = false;
  /** The failure of every request; `undefined`: it answers, `"hang"`: it never answers. */
  failure: Failure | "hang" | undefined;
  /** Failures by request, such as `GET /api/tags`. */
  readonly failures = new Map<string, Failure | "hang">();
  readonly requests: string[] = [];
  /** Whether the port accepts a connection and closes it at once, as a tunnel without a remote end does. */
  closesAtOnce = false;
  /** Called for each attempt to connect. */
  onConnect: () => void = () => {};
  /** The number of open connections. */
  held = 0;
  protected readonly dropped$ = new Subject<void>();
  readonly #released$ = new Subject<void>();

  appear(): void {
    this.isListening = true;
  }

  /** Closes the port and every connection. */
  die(): void {
    this.isListening = false;
    this.dropped$.next();
  }

  /** Closes every connection; the port stays open. */
  dropConnections(): void {
    this.dropped$.next();
  }

  /** Answers all hanging requests. */
  release(): void {
    this.failure = undefined;
    for (const [request, failure] of this.failures) if (failure === "hang") this.failures.delete(request);
    this.#released$.next();
  }

  hold(): Observable<"open"> {
    return defer(() => {
      this.onConnect();
      if (!this.isListening)
        return throwError(() => new PortError({ kind: "unreachable", cause: "refused" }));
      if (this.closesAtOnce) return of("open" as const);
      this.held += 1;
      return concat(of("open" as const), NEVER).pipe(
        takeUntil(this.dropped$),
        finalize(() => (this.held -= 1)),
      );
    });
  }

  protected answer<Value>(request: string, answer: () => Value): Observable<Value> {
    return defer(() => {
      this.requests.push(request);
      const failure = this.failures.get(request) ?? this.failure;
      if (!this.isListening)
        return throwError(() => new PortError({ kind: "unreachable", cause: "refused" }));
      if (failure === "hang") return this.#released$.pipe(takeUntil(this.dropped$), map(answer), take(1));
      return failure ? throwError(() => new PortError(failure)) : of(answer());
    });
  }

  /** What the test streams into what `open` returns; it is cut off when the connection is closed. */
  protected stream<Line>(request: string, open: () => Streaming<Line>): Observable<Line> {
    return new Observable<Line>((subscriber) => {
      this.requests.push(request);
      const stream = open();
      const ended = (): void => {
        stream.isOpen = false;
      };
      if (!this.isListening) {
        ended();
        subscriber.error(new PortError({ kind: "unreachable", cause: "refused" }));
        return;
      }
      subscriber.add(() => {
        stream.isAborted = stream.isOpen;
        ended();
      });
      subscriber.add(
        this.dropped$.subscribe(() => {
          ended();
          subscriber.error(new PortError({ kind: "cut-off" }));
        }),
      );
      subscriber.add(stream.lines$.pipe(tap({ complete: ended, error: ended })).subscribe(subscriber));
    });
  }
}
