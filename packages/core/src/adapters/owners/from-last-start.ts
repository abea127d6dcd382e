import { Observable } from "rxjs";
import { sinceLastStart } from "../../service-log/last-start.ts";

/** What is already written comes in one burst, and then there is a pause. */
const PAUSE_MS = 200;
/** A log that is written all the time has no pause. */
const MOST_MS = 2_000;
const MOST_LINES = 50_000;
/** About as many bytes. Lines may be long, and a service may write them without end. */
const MOST_LENGTH = 8_000_000;
/** Of a longer log, so many lines after the last start are kept, in which the service says what it is. */
const HEAD_LINES = 1_000;

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length, 0);

/** Leaves out the middle of the present run. */
function shortened(lines: readonly string[]): string[] {
  const run = sinceLastStart(lines);
  const head = run.slice(0, HEAD_LINES);
  const tail = run.slice(HEAD_LINES).slice(-MOST_LINES / 2);
  while (lengthOf(head) > MOST_LENGTH / 4) head.length = Math.floor(head.length / 2);
  while (lengthOf(tail) > MOST_LENGTH / 2) tail.splice(0, Math.ceil(tail.length / 2));
  return [...head, ...tail];
}

/** Leaves out what a log has of earlier starts. */
export const fromLastStart = (lines$: Observable<string>): Observable<string> =>
  new Observable((subscriber) => {
    let held: string[] | undefined = [];
    let heldLength = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heldUntilMs = Date.now() + MOST_MS;
    const release = (): void => {
      clearTimeout(timer);
      const lines = sinceLastStart(held ?? []);
      held = undefined;
      for (const line of lines) subscriber.next(line);
    };
    subscriber.add(() => clearTimeout(timer));
    subscriber.add(
      lines$.subscribe({
        next(line) {
          if (!held) return subscriber.next(line);
          held.push(line);
          heldLength += line.length;
          if (held.length > MOST_LINES || heldLength > MOST_LENGTH) {
            held = shortened(held);
            heldLength = lengthOf(held);
          }
          clearTimeout(timer);
          if (Date.now() > heldUntilMs) release();
          else timer = setTimeout(release, PAUSE_MS);
        },
        error(error: unknown) {
          release();
          subscriber.error(error);
        },
        complete() {
          release();
          subscriber.complete();
        },
      }),
    );
  });
