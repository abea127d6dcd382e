import { catchError, throwError, type Observable } from "rxjs";
import { PortError, toFailure, type Failure } from "../../shared/failure.ts";

/** Since 0.40, Ollama may convert a model before it loads it, and the load fails with the conversion (docs/ollama.md §8.6). */
const CONVERSION_FAILURES: readonly (readonly [RegExp, (detail: string) => Failure])[] = [
  [/insufficient disk space for local compat migration/i, () => ({ kind: "conversion-disk-full" })],
  [
    /cannot convert legacy GGUF|compat migration unsupported for family|this GGUF requires conversion/i,
    (detail) => ({ kind: "conversion-failed", detail }),
  ],
];

/** Gives the failures of a load that come from the conversion of its model their own kinds. */
export const withLoadFailures = <Value>(answer$: Observable<Value>): Observable<Value> =>
  answer$.pipe(
    catchError((error: unknown) => {
      const failure = toFailure(error);
      const detail = failure.kind === "rejected" ? failure.message : "";
      const found = CONVERSION_FAILURES.find(([pattern]) => pattern.test(detail));
      return throwError(() => (found ? new PortError(found[1](detail), { cause: error }) : error));
    }),
  );
