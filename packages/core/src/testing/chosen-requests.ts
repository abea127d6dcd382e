import { defer, finalize, NEVER, of, throwError, type Observable } from "rxjs";
import { PortError, type Failure } from "../shared/failure.ts";
import type { Choose } from "./exhaustive.ts";

/** How one request went: answered, under way for ever, or failed. */
export type Asked = { readonly request: string } & (
  | { readonly outcome: "answered"; readonly answer: unknown }
  | { readonly outcome: "never" }
  | { readonly outcome: "failed"; readonly failure: Failure }
);

/** What requests each of which goes in every way came to. */
export type ChosenRequests = {
  /** All that was asked, in order. */
  readonly asked: readonly Asked[];
  /** How many requests have neither ended nor been let go of. */
  open(): number;
  send<Answer>(request: string, answers: readonly Answer[]): Observable<Answer>;
};

/** Requests each of which is answered in one of several ways, fails, or never ends, as it is chosen. */
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
