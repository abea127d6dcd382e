import { readdirSync, readFileSync } from "node:fs";
import { parseJson } from "./json.ts";
import { parseRecording } from "./recordings/parse.ts";
import type { RecordedExchange, RecordedStream, Recording } from "./recordings/recording.ts";

/** The recorded versions of Ollama, newest first. */
export const versions = ["0.40-preview", "0.33.0-rc2", "0.24.0", "0.12.11"] as const;

export type Version = (typeof versions)[number];

/** What such an Ollama answers to `/api/version`. The preview is the state of Ollama before 0.40.0. */
export function releaseOf(version: Version): string {
  return version === "0.40-preview" ? "0.40.0-preview" : version;
}

/** Reads all recordings of a version, sorted by name. */
export function recordings(version: Version): readonly Recording[] {
  return readdirSync(new URL(`${version}/`, FOLDER))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort()
    .map((name) => recording(version, name));
}

/** Reads one recording. Throws if there is none of this name. */
export function recording(version: Version, name: string): Recording {
  const file = new URL(`${version}/${name}.json`, FOLDER);
  const found = parseRecording(name, parseJson(readFileSync(file, "utf8")));
  if (found === undefined) throw new Error(`${version}/${name}.json has a form we do not know`);
  return found;
}

/** Reads a recording of one request and one response. */
export function recordedExchange(version: Version, name: string): RecordedExchange {
  const found = recording(version, name);
  if (found.kind !== "exchange") throw new Error(`${name} is no exchange, but ${withArticle(found)}`);
  return found;
}

/** Reads a recording of one request and a response that was sent line by line. */
export function recordedStream(version: Version, name: string): RecordedStream {
  const found = recording(version, name);
  if (found.kind !== "stream") throw new Error(`${name} is no stream, but ${withArticle(found)}`);
  return found;
}

function withArticle({ kind }: Recording): string {
  return `${kind === "exchange" ? "an" : "a"} ${kind}`;
}

const FOLDER = new URL("../recordings/", import.meta.url);
