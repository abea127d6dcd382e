import * as v from "valibot";
import { isLastWords } from "../service/log-lines.ts";
import { count, text, type DataOf } from "../shared/described.ts";
import { cpuNoteOf, cpuNoteSchema, noteKey } from "./cpu-notes.ts";
import { deviceOf, deviceSchema } from "./devices.ts";
import { parseEnvironment, settingSchema } from "./environment.ts";
import { evolveLoads, loadSchema } from "./loads.ts";
import { parseBytes, parseLogLine, type LogLine } from "./log-line.ts";

/** What the log of a service tells about it, since its last start. */
export const descriptionSchema = v.object({
  startedAtMs: v.exactOptional(count),
  version: v.exactOptional(text),
  /** The address that it listens on: `127.0.0.1:11434`, `[::]:11434`. */
  listensOn: v.exactOptional(text),
  settings: v.array(settingSchema),
  /** The devices that it computes on, and when it looked for them. */
  devices: v.array(deviceSchema),
  devicesAtMs: v.exactOptional(count),
  /** The main memory of the machine, told with each load since 0.12 (recording `log-load-and-sigterm`). */
  mainMemoryBytes: v.exactOptional(count),
  /** The context length of a model that asks for none, by the memory of the GPUs (recording `log-first-start` of 0.24). */
  defaultContext: v.exactOptional(count),
  /** The last loads of models, the last one first. */
  loads: v.array(loadSchema),
  notes: v.array(cpuNoteSchema),
  /** The last errors, the last one first. */
  errors: v.array(v.object({ line: text, atMs: v.exactOptional(count) })),
});
export type Description = DataOf<typeof descriptionSchema>;

export const nothingDescribed: Description = {
  settings: [],
  devices: [],
  loads: [],
  notes: [],
  errors: [],
};

/** A line that is kept as evidence is cut after this many characters. */
const EVIDENCE = 300;
const MOST_NOTES = 12;
const MOST_DEVICES = 16;
const MOST_ERRORS = 3;

/** What is known after one more line; the same object if the line tells nothing. */
export function describeLine(before: Description, raw: string): Description {
  const line = parseLogLine(raw);
  if (line.kind === "request") return before;
  const evidence = raw.slice(0, EVIDENCE);
  return STEPS.reduce((description, step) => step(description, line, evidence), before);
}

type Step = (before: Description, line: LogLine, evidence: string) => Description;

export const describeLines = (lines: Iterable<string>): Description => {
  let description = nothingDescribed;
  for (const line of lines) description = describeLine(description, line);
  return description;
};

const withEvent: Step = (before, line, evidence) => {
  if (line.kind !== "event") return before;
  const { atMs, message, fields } = line;
  const at = atMs === undefined ? {} : { atMs };
  switch (message) {
    case "server config": // the first line of a start
      return {
        ...nothingDescribed,
        ...(at.atMs !== undefined && { startedAtMs: at.atMs }),
        settings: parseEnvironment(fields.get("env") ?? "") ?? [],
      };
    case "inference compute": {
      const device = deviceOf(fields, evidence);
      if (!device || before.devices.length >= MOST_DEVICES) return before;
      const devicesAt = at.atMs === undefined ? {} : { devicesAtMs: at.atMs };
      return { ...before, devices: [...before.devices, device], ...devicesAt };
    }
    case "system memory": {
      const mainMemoryBytes = parseBytes(fields.get("free"));
      return mainMemoryBytes === undefined || before.mainMemoryBytes !== undefined
        ? before
        : { ...before, mainMemoryBytes };
    }
    case "vram-based default context": {
      const tokens = Number(fields.get("default_num_ctx"));
      return Number.isSafeInteger(tokens) && tokens > 0 ? { ...before, defaultContext: tokens } : before;
    }
  }
  const [, listensOn, version] = /^Listening on (\S+) \(version (\S+)\)$/.exec(message) ?? [];
  return listensOn === undefined || version === undefined ? before : { ...before, listensOn, version };
};

const withLoads: Step = (before, line, evidence) => {
  const loads = evolveLoads(before.loads, line, evidence);
  return loads === before.loads ? before : { ...before, loads };
};

const withNote: Step = (before, line, evidence) => {
  const note = cpuNoteOf(line, evidence);
  if (!note) return before;
  const others = before.notes.filter((one) => noteKey(one) !== noteKey(note));
  return { ...before, notes: [note, ...others].slice(0, MOST_NOTES) };
};

/** An event of level ERROR, or the first line of what Go says when it ends. */
const withError: Step = (before, line, evidence) => {
  const isError = line.kind === "event" ? line.level === "error" : isLastWords(evidence);
  if (!isError) return before;
  const error = {
    line: evidence,
    ...(line.kind === "event" && line.atMs !== undefined && { atMs: line.atMs }),
  };
  return { ...before, errors: [error, ...before.errors].slice(0, MOST_ERRORS) };
};

const STEPS: readonly Step[] = [withEvent, withLoads, withNote, withError];
