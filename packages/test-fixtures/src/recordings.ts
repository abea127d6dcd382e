import { readdirSync, readFileSync } from "node:fs";
import { parseJson } from "./json.ts";
import { parseRecording } from "./recordings/parse.ts";
import type { RecordedExchange, RecordedStream, Recording } from "./recordings/recording.ts";

/** The versions of Ollama that were recorded, newest first. */
export const versions = ["0.33.0-rc2", "0.24.0", "0.12.11"] as const;

/** A version of Ollama that was recorded. */
export type Version = (typeof versions)[number];

/** Reads everything that was recorded of a version, by name. */
export function recordings(version: Version): readonly Recording[] {
  return readdirSync(new URL(`${version}/`, FOLDER))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort()
    .map((name) => recording(version, name));
}

/** Reads one recording; a name that is not there is a mistake of the caller's. */
export function recording(version: Version, name: string): Recording {
  const file = new URL(`${version}/${name}.json`, FOLDER);
  const found = parseRecording(name, parseJson(readFileSync(file, "utf8")));
  if (found === undefined) throw new Error(`${version}/${name}.json has a form we do not know`);
  return found;
}

/** Reads a recording that is one request with one answer. */
export function recordedExchange(version: Version, name: string): RecordedExchange {
  const found = recording(version, name);
  if (found.kind !== "exchange") throw new Error(`${name} is no exchange, but ${toThing(found)}`);
  return found;
}

/** Reads a recording that is one request with an answer line by line. */
export function recordedStream(version: Version, name: string): RecordedStream {
  const found = recording(version, name);
  if (found.kind !== "stream") throw new Error(`${name} is no stream, but ${toThing(found)}`);
  return found;
}

function toThing({ kind }: Recording): string {
  return `${kind === "exchange" ? "an" : "a"} ${kind}`;
}

const FOLDER = new URL("../recordings/", import.meta.url);
