import { isList, isObject, toTexts, type Json, type JsonObject } from "../json.ts";
import type {
  RecordingBase,
  RecordedDisk,
  RecordedExit,
  RecordedLog,
  RecordedProcesses,
  Recording,
} from "./recording.ts";

/** Reads a recording's JSON. `undefined` if its format is unknown. */
export function parseRecording(name: string, json: Json | undefined): Recording | undefined {
  if (!isObject(json)) return undefined;
  const base = { name, ...(typeof json.note === "string" && { note: json.note }) };
  const rows = json.rows ?? json.trials;
  if (isObject(json.request)) return parseRequest(base, json, json.request);
  if (isList(json.files)) return parseDisk(base, json.files, json);
  if (isList(rows)) return { ...base, kind: "table", rows: rows.filter(isObject) };
  if (isList(json.before)) return parseProcesses(base, json);
  if (isList(json.log)) return parseLog(base, json);
  return undefined;
}

function parseRequest(base: RecordingBase, json: JsonObject, requestJson: JsonObject): Recording | undefined {
  const { response, lines, end, ms, thinned } = json;
  if (!isObject(response) || typeof response.status !== "number") return undefined;
  if (typeof end !== "string" || typeof ms !== "number") return undefined;
  const { method, path } = requestJson;
  if (typeof method !== "string" || typeof path !== "string") return undefined;

  const request = { method, path, headers: toTextTable(requestJson.headers), body: requestJson.body };
  const head = { status: response.status, headers: toTextTable(response.headers) };
  if (!isList(lines)) {
    return {
      ...base,
      kind: "exchange",
      request,
      response: { ...head, body: response.body ?? null },
      end,
      ms,
    };
  }
  const exit = parseExit(json.exit);
  return {
    ...base,
    kind: "stream",
    request,
    response: head,
    lines: lines.flatMap(toLine),
    end,
    ms,
    ...(typeof thinned === "string" && { thinned }),
    ...(exit && { exit }),
  };
}

function parseDisk(
  base: RecordingBase,
  files: readonly Json[],
  { partialParts, manifests }: JsonObject,
): RecordedDisk {
  return {
    ...base,
    kind: "disk",
    files: files.flatMap((file) => {
      const [path, sizeBytes, allocatedBytes = 0, linkTo] = isList(file) ? file : [];
      if (typeof path !== "string" || typeof sizeBytes !== "number") return [];
      if (typeof allocatedBytes !== "number") return [];
      return [{ path, sizeBytes, allocatedBytes, ...(typeof linkTo === "string" && { linkTo }) }];
    }),
    partialParts: toTextTable(partialParts),
    manifests: isObject(manifests) ? manifests : {},
  };
}

function parseProcesses(base: RecordingBase, json: JsonObject): RecordedProcesses | undefined {
  const exit = parseExit(json.exit);
  if (exit === undefined) return undefined;
  const [before, after300Ms, after5s] = [json.before, json.after300ms, json.after5s].map(toTexts);
  return {
    ...base,
    kind: "processes",
    before: before ?? [],
    after300Ms: after300Ms ?? [],
    after5s: after5s ?? [],
    exit,
  };
}

function parseLog(base: RecordingBase, json: JsonObject): RecordedLog {
  const exit = parseExit(json.exit);
  return {
    ...base,
    kind: "log",
    log: toTexts(json.log),
    ...(exit && { exit }),
    ...(typeof json.listeningAfterMs === "number" && { listeningAfterMs: json.listeningAfterMs }),
  };
}

function parseExit(json: Json | undefined): RecordedExit | undefined {
  if (!isObject(json) || typeof json.ms !== "number") return undefined;
  const { code, signal, ms, took } = json;
  return {
    code: typeof code === "number" ? code : null,
    signal: typeof signal === "string" ? signal : null,
    ms,
    ...(typeof took === "number" && { tookMs: took }),
  };
}

function toLine(pair: Json): readonly { readonly atMs: number; readonly line: Json }[] {
  const [atMs, line] = isList(pair) ? pair : [];
  return typeof atMs === "number" && line !== undefined ? [{ atMs, line }] : [];
}

function toTextTable(json: Json | undefined): Readonly<Record<string, string>> {
  const entries = isObject(json) ? Object.entries(json) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
