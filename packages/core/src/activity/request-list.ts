import { parseAccessLine, type AccessLine } from "./access-line.ts";
import { createModelLoads } from "./model-loads.ts";
import { createFindAsked, type AskedOf, type AskedRequest } from "./find-asked.ts";
import {
  isCheck,
  isSameRequest,
  kindOf,
  together,
  type Asker,
  type ServedRequest,
} from "./served-request.ts";

/** Requests in the order in which they ended, in blocks: one that is full changes no more. */
export type RequestBlocks = ReadonlyMap<number, readonly ServedRequest[]>;

export type Requests = {
  readonly blocks: RequestBlocks;
  /** How many rows there were so far. */
  readonly total: number;
  /** How many requests ended in each minute since 1970, without Paddock's checks; of the last hour. */
  readonly perMinute: ReadonlyMap<number, number>;
};

export const noRequests: Requests = { blocks: new Map(), total: 0, perMinute: new Map() };

export const BLOCK = 25;
/** So many rows are kept. */
export const MOST_REQUESTS = 10_000;
const MOST_MINUTES = 60;
const LONGEST_LINE = 500;

/** Collects the requests of a log, line by line. */
export function createRequestList(askedOf: AskedOf) {
  const blocks = new Map<number, readonly ServedRequest[]>();
  const perMinute = new Map<number, number>();
  /** The last rows, apart: checks come in between, and are hidden. */
  const last: { check?: ServedRequest; other?: ServedRequest } = {};
  const findAsked = createFindAsked(askedOf);
  const loads = createModelLoads();
  let total = 0;
  let zone = "";

  function put(request: ServedRequest): void {
    const block = Math.floor(request.number / BLOCK);
    blocks.set(block, withRow(blocks.get(block) ?? [], request));
    blocks.delete(block - MOST_REQUESTS / BLOCK);
  }

  function count({ untilMs }: ServedRequest): void {
    const minute = Math.floor(untilMs / 60_000);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
    perMinute.delete(minute - MOST_MINUTES);
    if (perMinute.size > 2 * MOST_MINUTES) perMinute.clear(); // the clock of the server was set
  }

  return {
    take(text: string): void {
      zone = zoneIn(text) ?? zone;
      loads.take(text);
      const request = servedIn(text, { number: total, zone, findAsked, loads });
      if (!request) return;
      const which = isCheck(request) ? "check" : "other";
      if (which === "other") count(request);
      const before = last[which];
      const joins = before && total - before.number <= BLOCK && isSameRequest(before, request);
      const row = joins ? together(before, request) : request;
      if (!joins) total += 1;
      last[which] = row;
      put(row);
    },
    soFar: (): Requests => ({ blocks: new Map(blocks), total, perMinute: new Map(perMinute) }),
  };
}

const withRow = (rows: readonly ServedRequest[], row: ServedRequest): readonly ServedRequest[] => [
  ...rows.filter(({ number }) => number < row.number),
  row,
  ...rows.filter(({ number }) => number > row.number),
];

/** Ollama's own lines have the zone of the server: `time=2026-11-23T05:54:13.394+01:00 level=`. */
const zoneIn = (text: string): string | undefined =>
  /^time=[\d-]{10}T[\d:.]{8,20}(Z|[+-]\d\d:\d\d) level=/.exec(text)?.[1];

type Around = {
  readonly number: number;
  readonly zone: string;
  readonly findAsked: ReturnType<typeof createFindAsked>;
  readonly loads: ReturnType<typeof createModelLoads>;
};

function servedIn(text: string, { number, zone, findAsked, loads }: Around): ServedRequest | undefined {
  const line = parseAccessLine(text);
  if (!line) return undefined;
  const { date, time, tookMs, status, client, method, path } = line;
  const untilMs = Date.parse(`${date}T${time}${zone}`);
  if (Number.isNaN(untilMs)) return undefined;
  const fromMs = untilMs - tookMs;
  const kind = kindOf(line);
  const hasAnswered = kind !== "other" && status === 200;
  const loadedMs = hasAnswered ? loads.during({ fromMs, untilMs }) : undefined;
  return {
    number,
    kind,
    asker: askerOf(line, findAsked(line, fromMs)),
    client,
    method,
    path,
    status,
    fromMs,
    untilMs,
    time,
    times: 1,
    shortestMs: tookMs,
    longestMs: tookMs,
    ...(loadedMs !== undefined && { loadedMs }),
    line: text.slice(0, LONGEST_LINE),
  };
}

function askerOf({ method, path }: AccessLine, sent: AskedRequest | undefined): Asker {
  if (!sent) return { kind: "other" };
  const looks = method === "GET" || method === "HEAD" || path === "/api/show";
  return { kind: "paddock", isCheck: looks, ...(sent.model !== undefined && { model: sent.model }) };
}
