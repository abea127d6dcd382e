import { access } from "node:fs/promises";
import { catchError, map, throwError, type Observable } from "rxjs";
import { errorText } from "../../shared/error-text.ts";
import { PortError } from "../../shared/failure.ts";
import type { ServiceLog } from "../../service-log/service-log.port.ts";
import { fromLastStart } from "./from-last-start.ts";
import { toLogLine } from "./log-text.ts";
import { watchLog } from "./watch-log.ts";

/** The log of a service that writes it into a file of its own for each start, as `spawnDetached` gives it one. */
export const fileLog = (file: string): ServiceLog => logIn(file, () => watchLog(file, "start"));

/** The log of a service that appends to the same file in every start. */
export const appendedLog = (file: string): ServiceLog =>
  logIn(file, () => fromLastStart(watchLog(file, "tail")));

const logIn = (file: string, watch: () => Observable<string>): ServiceLog => ({
  place: { kind: "file", path: file },
  exists: () =>
    access(file).then(
      () => true,
      () => false, // missing, or no permission
    ),
  follow: () =>
    watch().pipe(
      map(toLogLine),
      catchError((error: unknown) => throwError(() => unreadable(error))),
    ),
});

function unreadable(error: unknown): PortError {
  const detail = errorText(error);
  const isDenied = /^(EACCES|EPERM):/.test(detail);
  return new PortError(
    { kind: "log-unreadable", reason: isDenied ? "no-permission" : "other", detail },
    { cause: error },
  );
}
