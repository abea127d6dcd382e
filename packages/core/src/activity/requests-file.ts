import type { Requests } from "./request-list.ts";
import { isCheck, type ServedRequest } from "./served-request.ts";

/** The kinds of files that requests are exported to. */
export const FILE_KINDS = ["csv", "json"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** The rows of a list, the oldest first; same requests in a row stay one. */
export const rowsToExport = ({ blocks }: Requests, withChecks: boolean): readonly ServedRequest[] =>
  [...blocks]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, block]) => block)
    .filter((request) => withChecks || !isCheck(request));

export function requestsText(requests: readonly ServedRequest[], kind: FileKind): string {
  const records = requests.map(recordOf);
  switch (kind) {
    case "json":
      return `${JSON.stringify(records, undefined, 2)}\n`;
    case "csv":
      return [COLUMNS, ...records.map((record) => COLUMNS.map((column) => record[column]))]
        .map((cells) => `${cells.map(cellOf).join(",")}\r\n`)
        .join("");
  }
}

const COLUMNS = [
  "ended",
  "client",
  "isPaddock",
  "method",
  "path",
  "status",
  "times",
  "shortestMs",
  "longestMs",
  "model",
  "line",
] as const;

type Exported = Readonly<Record<(typeof COLUMNS)[number], string | number | boolean>>;

const recordOf = (request: ServedRequest): Exported => ({
  ended: new Date(request.untilMs).toISOString(),
  client: request.client,
  isPaddock: request.asker.kind === "paddock",
  method: request.method,
  path: request.path,
  status: request.status,
  times: request.times,
  shortestMs: request.shortestMs,
  longestMs: request.longestMs,
  model: (request.asker.kind === "paddock" && request.asker.model) || "",
  line: request.line,
});

/** RFC 4180. A spreadsheet would compute a text that begins with one of these signs, which a client may have sent. */
function cellOf(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
