import { defer, finalize, NEVER, of, throwError, type Observable } from "rxjs";
import { PortError, type Failure } from "../shared/failure.ts";
import type { Choose } from "./exhaustive.ts";

/** One request and its outcome. `never` means that it stays open for ever. */
export type Asked = { readonly request: string } & (
  | { readonly outcome: "answered"; readonly answer: unknown }
  | { readonly outcome: "never" }
  | { readonly outcome: "failed"; readonly failure: Failure }
);

/** Requests with chosen outcomes, and a list of them. */
export type ChosenRequests = {
  /** All requests, in order. */
  readonly asked: readonly Asked[];
  /** How many requests have neither ended nor been cancelled. */
  open(): number;
  send<Answer>(request: string, answers: readonly Answer[]): Observable<Answer>;
};

/** Each request gets one of its answers, fails, or never ends, as `choose` decides. */
export function createChosenRequests(choose: Choose, failures: readonly Failure[]): ChosenRequests {
  const asked: Asked[] = [];
  let open = 0;

  function outcomeOf<Answer>(request: string, answers: readonly Answer[]): Observable<Answer> {
    const outcome = choose<"answered" | "never" | Failure>(["answered", "never", ...failures]);
    if (outcome === "answered") {
      const answer = choose(answers);
      asked.push({ request, outcome, answer });
      return of(answer);
    }
    if (outcome === "never") {
      asked.push({ request, outcome });
      return NEVER;
    }
    asked.push({ request, outcome: "failed", failure: outcome });
    return throwError(() => new PortError(outcome));
  }

  return {
    asked,
    open: () => open,
    send: (request, answers) =>
      defer(() => {
        open += 1;
        return outcomeOf(request, answers).pipe(finalize(() => (open -= 1)));
      }),
  };
}
