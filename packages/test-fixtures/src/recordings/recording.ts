import type { Json, JsonObject } from "../json.ts";

export type RecordedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A string if it was not JSON. */
  readonly body: Json | undefined;
};

/** The response. For a stream, only its head. */
export type RecordedResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A string if it was not JSON. */
  readonly body: Json;
};

export type RecordedExit = {
  readonly code: number | null;
  readonly signal: string | null;
  /** How long the process ran. */
  readonly ms: number;
  /** From the signal to the exit. */
  readonly tookMs?: number;
};

export type RecordingBase = { readonly name: string; readonly note?: string };

export type RecordedExchange = RecordingBase & {
  readonly kind: "exchange";
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  readonly end: string;
  readonly ms: number;
};

/** One request, and a response that was sent line by line. */
export type RecordedStream = RecordingBase & {
  readonly kind: "stream";
  readonly request: RecordedRequest;
  readonly response: Omit<RecordedResponse, "body">;
  readonly lines: readonly { readonly atMs: number; readonly line: Json }[];
  readonly end: string;
  readonly ms: number;
  readonly thinned?: string;
  readonly exit?: RecordedExit;
};

export type RecordedLog = RecordingBase & {
  readonly kind: "log";
  readonly log: readonly string[];
  /** Absent if it was still running. */
  readonly exit?: RecordedExit;
  readonly listeningAfterMs?: number;
};

/** The files in the models directory. */
export type RecordedDisk = RecordingBase & {
  readonly kind: "disk";
  readonly files: readonly {
    readonly path: string;
    readonly sizeBytes: number;
    readonly allocatedBytes: number;
    /** Where a symbolic link points to. */
    readonly linkTo?: string;
  }[];
  readonly partialParts: Readonly<Record<string, string>>;
  /** What each tag says, by its path; `null` for a link without a target. Recorded since 0.40. */
  readonly manifests: Readonly<Record<string, Json>>;
};

/** Rows of measurements (`memory`, `stops-in-mid-pull`). Their columns differ. */
export type RecordedTable = RecordingBase & { readonly kind: "table"; readonly rows: readonly JsonObject[] };

/** The child processes before and after the server was killed. */
export type RecordedProcesses = RecordingBase & {
  readonly kind: "processes";
  readonly before: readonly string[];
  readonly after300Ms: readonly string[];
  readonly after5s: readonly string[];
  readonly exit: RecordedExit;
};

export type Recording =
  | RecordedExchange
  | RecordedStream
  | RecordedLog
  | RecordedDisk
  | RecordedTable
  | RecordedProcesses;
