import type { AskedOf } from "../activity/find-asked.ts";
import { createRequestList } from "../activity/request-list.ts";
import { parseAccessLine } from "../activity/access-line.ts";
import { defer, map, tap, throttleTime, type Observable } from "rxjs";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import { isLoopback } from "../hosts/hostname.ts";
import { describeLine, nothingDescribed } from "./description.ts";
import type { ServiceLog } from "./service-log.port.ts";
import type { FollowedLog, NumberedLine } from "./shown-log.ts";

/** A page shows so many lines. */
const MOST_LINES = 200;
const MOST_CLIENTS = 50;
/** Lines come in bursts; a line is shown within 100 ms after it was written. */
const EVERY_MS = 20;

/** Follows a log: emits after each burst of lines. */
export const followLog = (log: ServiceLog, clock: Clock, askedOf: AskedOf): Observable<FollowedLog> =>
  defer(() => {
    let description = nothingDescribed;
    const lines: NumberedLine[] = [];
    const clients = new Map<string, number>();
    const requests = createRequestList(askedOf);
    let number = 0;
    const take = (text: string): void => {
      description = describeLine(description, text);
      count(clients, text);
      requests.take(text);
      lines.push({ number: (number += 1), text });
      if (lines.length > 2 * MOST_LINES) lines.splice(0, lines.length - MOST_LINES);
    };
    const soFar = (): FollowedLog => ({
      description,
      lines: lines.slice(-MOST_LINES),
      clients: new Map(clients),
      requests: requests.soFar(),
    });
    return log
      .follow()
      .pipe(
        tap(take),
        throttleTime(EVERY_MS, clockScheduler(clock), { leading: false, trailing: true }),
        map(soFar),
      );
  });

function count(clients: Map<string, number>, text: string): void {
  const line = parseAccessLine(text);
  if (!line || line.client === "" || isLoopback(line.client)) return;
  const before = clients.get(line.client);
  if (before !== undefined || clients.size < MOST_CLIENTS) clients.set(line.client, (before ?? 0) + 1);
}
