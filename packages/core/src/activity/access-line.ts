/** A line that Ollama's web framework writes when a request has ended (docs/ollama.md §4.7). */
export type AccessLine = {
  /** `2026-11-23` and `05:58:34`, in the zone of the server. */
  readonly date: string;
  readonly time: string;
  readonly status: number;
  /** As it was written: `96.955µs`, `1m30s`. */
  readonly took: string;
  readonly tookMs: number;
  /** An address; empty for a client without one, such as that of a socket. */
  readonly client: string;
  readonly method: string;
  readonly path: string;
};

/** A path may be long; what follows is not read. */
const LONGEST = 4_000;

/**
 * What a tool may put before a line: a name of `docker compose` or kubectl, a time of `docker logs -t`, the head of a
 * journal. Nothing else: what a client has sent may look like such a line, and stands in the middle of another one.
 */
const PREFIX =
  /^(?:[\w.-]{1,100} +\| )?(?:\[pod\/[\w./-]{1,300}\] )?(?:\d{4}-\d\d-\d\dT[\d:.+Z-]{8,30} |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )?(?:[\w.-]{1,100} [\w.@-]{1,100}(?:\[\d{1,9}\])?: )?/;

const LINE =
  /^\[GIN\] (\d{4})\/(\d\d)\/(\d\d) - (\d\d:\d\d:\d\d) \| +(\d{3}) \| +(\S+) \| +(?:([0-9A-Za-z.:%_-]+) +)?\| *([^\s"]+) +"((?:[^"\\]|\\.)*)"/;

/** Parses a line, whatever a journal or a container engine puts before it; any other text is nothing. */
export function parseAccessLine(text: string): AccessLine | undefined {
  const start = text.slice(0, LONGEST);
  if (!start.includes("[GIN] ")) return undefined;
  const line = start.slice(PREFIX.exec(start)?.[0].length ?? 0);
  const [whole, year, month, day, time = "", status, took = "", client = "", method = "", path = ""] =
    LINE.exec(line) ?? [];
  const tookMs = parseDuration(took);
  if (whole === undefined || tookMs === undefined) return undefined;
  const date = `${year}-${month}-${day}`;
  return { date, time, status: Number(status), took, tookMs, client, method, path };
}

/** A duration as Go writes it: `0s`, `850ns`, `96.955µs`, `11.8s`, `1m30s`, `2h0m0s`. */
function parseDuration(text: string): number | undefined {
  const [whole, hours = "0", minutes = "0", count, unit = ""] =
    /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(\d{1,9}(?:\.\d{1,9})?)(ns|[µμu]s|ms|s)$/.exec(text) ?? [];
  const unitMs = UNITS_MS[unit.replace(/^[μu]/, "µ")];
  if (whole === undefined || unitMs === undefined) return undefined;
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(count) * unitMs;
}

const UNITS_MS: Readonly<Record<string, number>> = { ns: 1e-6, µs: 1e-3, ms: 1, s: 1_000 };
