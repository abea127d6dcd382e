import type { Json, JsonObject } from "../json.ts";

/** What was asked. */
export type RecordedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A text where it was no JSON. */
  readonly body: Json | undefined;
};

/** What was answered; of a stream, only the head. */
export type RecordedResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A text where it was no JSON. */
  readonly body: Json;
};

/** How the server process ended. */
export type RecordedExit = {
  readonly code: number | null;
  readonly signal: string | null;
  /** How long it lived. */
  readonly ms: number;
  /** From the signal to the end. */
  readonly tookMs?: number;
};

/** What every recording has. */
export type Noted = { readonly name: string; readonly note?: string };

/** One request with one answer. */
export type RecordedExchange = Noted & {
  readonly kind: "exchange";
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  readonly end: string;
  readonly ms: number;
};

/** One request with an answer that came line by line. */
export type RecordedStream = Noted & {
  readonly kind: "stream";
  readonly request: RecordedRequest;
  readonly response: Omit<RecordedResponse, "body">;
  readonly lines: readonly { readonly atMs: number; readonly line: Json }[];
  readonly end: string;
  readonly ms: number;
  readonly thinned?: string;
  readonly exit?: RecordedExit;
};

/** What the server wrote to standard error. */
export type RecordedLog = Noted & {
  readonly kind: "log";
  readonly log: readonly string[];
  /** Absent where it was still running. */
  readonly exit?: RecordedExit;
  readonly listeningAfterMs?: number;
};

/** What lay in the models directory. */
export type RecordedDisk = Noted & {
  readonly kind: "disk";
  readonly files: readonly {
    readonly path: string;
    readonly sizeBytes: number;
    readonly allocatedBytes: number;
  }[];
  readonly partialParts: Readonly<Record<string, string>>;
};

/** Rows of measurements (`memory`, `stops-in-mid-pull`), whose columns differ. */
export type RecordedTable = Noted & { readonly kind: "table"; readonly rows: readonly JsonObject[] };

/** Which child processes lived on after the server was killed. */
export type RecordedProcesses = Noted & {
  readonly kind: "processes";
  readonly before: readonly string[];
  readonly after300Ms: readonly string[];
  readonly after5s: readonly string[];
  readonly exit: RecordedExit;
};

/** Anything that was recorded. */
export type Recording =
  | RecordedExchange
  | RecordedStream
  | RecordedLog
  | RecordedDisk
  | RecordedTable
  | RecordedProcesses;
