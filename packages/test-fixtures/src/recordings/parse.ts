import { isList, isObject, toTexts, type Json, type JsonObject } from "../json.ts";
import type {
  Noted,
  RecordedDisk,
  RecordedExit,
  RecordedLog,
  RecordedProcesses,
  Recording,
} from "./recording.ts";

/** Reads a recording's JSON; `undefined` where its form is not known. */
export function parseRecording(name: string, json: Json | undefined): Recording | undefined {
  if (!isObject(json)) return undefined;
  const noted = { name, ...(typeof json.note === "string" && { note: json.note }) };
  const rows = json.rows ?? json.trials;
  if (isObject(json.request)) return parseAsked(noted, json, json.request);
  if (isList(json.files)) return parseDisk(noted, json.files, json.partialParts);
  if (isList(rows)) return { ...noted, kind: "table", rows: rows.filter(isObject) };
  if (isList(json.before)) return parseProcesses(noted, json);
  if (isList(json.log)) return parseLog(noted, json);
  return undefined;
}

function parseAsked(noted: Noted, json: JsonObject, asked: JsonObject): Recording | undefined {
  const { response, lines, end, ms, thinned } = json;
  if (!isObject(response) || typeof response.status !== "number") return undefined;
  if (typeof end !== "string" || typeof ms !== "number") return undefined;
  const { method, path } = asked;
  if (typeof method !== "string" || typeof path !== "string") return undefined;

  const request = { method, path, headers: toTextTable(asked.headers), body: asked.body };
  const head = { status: response.status, headers: toTextTable(response.headers) };
  if (!isList(lines)) {
    return {
      ...noted,
      kind: "exchange",
      request,
      response: { ...head, body: response.body ?? null },
      end,
      ms,
    };
  }
  const exit = parseExit(json.exit);
  return {
    ...noted,
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

function parseDisk(noted: Noted, files: readonly Json[], partialParts: Json | undefined): RecordedDisk {
  return {
    ...noted,
    kind: "disk",
    files: files.flatMap((file) => {
      const [path, sizeBytes, allocatedBytes] = isList(file) ? file : [];
      if (typeof path !== "string" || typeof sizeBytes !== "number") return [];
      return typeof allocatedBytes === "number" ? [{ path, sizeBytes, allocatedBytes }] : [];
    }),
    partialParts: toTextTable(partialParts),
  };
}

function parseProcesses(noted: Noted, json: JsonObject): RecordedProcesses | undefined {
  const exit = parseExit(json.exit);
  if (exit === undefined) return undefined;
  const [before, after300Ms, after5s] = [json.before, json.after300ms, json.after5s].map(toTexts);
  return {
    ...noted,
    kind: "processes",
    before: before ?? [],
    after300Ms: after300Ms ?? [],
    after5s: after5s ?? [],
    exit,
  };
}

function parseLog(noted: Noted, json: JsonObject): RecordedLog {
  const exit = parseExit(json.exit);
  return {
    ...noted,
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
