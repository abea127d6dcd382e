import {
  catchError,
  connect,
  debounceTime,
  lastValueFrom,
  map,
  merge,
  of,
  scan,
  startWith,
  takeUntil,
  timer,
} from "rxjs";
import { placeText } from "../service-log/shown-log.ts";
import type { ServiceLog } from "../service-log/service-log.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import { toFailure } from "../shared/failure.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import type { LogTail } from "./make-report.action.ts";

const MOST_LINES = 300;
/** A log that is whole says nothing for this long. */
const QUIET_MS = 300;
const LONGEST_MS = 2_000;

/** The last lines of a log that may go on. Never rejects. */
export function readLogTail(log: ServiceLog, clock: Clock): Promise<LogTail> {
  const scheduler = clockScheduler(clock);
  const place = placeText(log.place);
  const lines$ = log.follow().pipe(
    connect((line$) =>
      line$.pipe(
        takeUntil(
          merge(timer(LONGEST_MS, scheduler), line$.pipe(startWith(""), debounceTime(QUIET_MS, scheduler))),
        ),
      ),
    ),
    scan((lines: readonly string[], line) => [...lines.slice(1 - MOST_LINES), line], []),
    startWith<readonly string[]>([]),
    map((lines): LogTail => ({ place, lines })),
    catchError((error: unknown) => of({ place, lines: [], problem: describeFailure(toFailure(error)) })),
  );
  return lastValueFrom(lines$);
}
