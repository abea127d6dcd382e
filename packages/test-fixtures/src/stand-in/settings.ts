import { readFileSync } from "node:fs";
import { demoModels } from "../demo.ts";
import { isList, isObject, parseJson } from "../json.ts";
import { parseKeepAliveMs } from "../simulator/go-time.ts";
import { parseConfig } from "../simulator/model/config-layer.ts";
import { simulatedModel } from "../simulator/model/models.ts";
import type { SimulatedModel } from "../simulator/model/simulated-model.ts";
import { cleaned, parseListenAddress, type ListenAddress } from "./listen-address.ts";
import { readPullSettings, type PullSettings } from "./pull-settings.ts";

/** The settings of a stand-in, from its environment. */
export type StandInSettings = {
  readonly address: ListenAddress;
  readonly version: string;
  /** `undefined`: nothing is kept on the disk. */
  readonly modelsDir: string | undefined;
  readonly models: readonly SimulatedModel[];
  readonly pulls: PullSettings;
  readonly keepAliveMs: number | undefined;
  readonly contextLength: number | undefined;
  readonly isCloudDisabled: boolean;
  readonly httpLateMs: number;
  readonly loadMs: number;
  readonly tokenMs: number;
  /** Whether its log begins with what others are said to have asked in the last hour. */
  readonly hasDemoLog: boolean;
  readonly crashAfterMs: number | undefined;
  /** The error with which it exits instead of starting. */
  readonly exit: string | undefined;
  readonly ignoresSigterm: boolean;
};

/** Reads Ollama's own variables and the stand-in's. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): StandInSettings {
  const text = (name: string): string | undefined => cleaned(env[name]) || undefined;
  const number = (name: string): number | undefined => {
    const value = Number(text(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  return {
    address: parseListenAddress(env.OLLAMA_HOST),
    version: text("STAND_IN_VERSION") ?? "0.33.0-rc2",
    modelsDir: text("OLLAMA_MODELS"),
    models: readModels(text("STAND_IN_MODELS")),
    pulls: readPullSettings({ text, number }),
    keepAliveMs: readKeepAliveMs(text("OLLAMA_KEEP_ALIVE")),
    contextLength: number("OLLAMA_CONTEXT_LENGTH") || undefined,
    isCloudDisabled: ["1", "true"].includes(text("OLLAMA_NO_CLOUD") ?? ""),
    httpLateMs: number("STAND_IN_HTTP_LATE_MS") ?? 0,
    loadMs: number("STAND_IN_LOAD_MS") ?? 0,
    tokenMs: number("STAND_IN_TOKEN_MS") ?? 0,
    hasDemoLog: text("STAND_IN_LOG") === "demo",
    crashAfterMs: number("STAND_IN_CRASH_AFTER_MS"),
    exit: text("STAND_IN_EXIT"),
    ignoresSigterm: text("STAND_IN_IGNORE_SIGTERM") === "1",
  };
}

/** `demo`, or a JSON file with a list of names, or of objects with a name and the fields of a config layer. */
function readModels(preset: string | undefined): readonly SimulatedModel[] {
  if (preset === undefined) return [];
  if (preset === "demo") return demoModels;
  const json = parseJson(readFileSync(preset, "utf8"));
  if (!isList(json)) throw new Error(`${preset} is no list of models`);
  return json.flatMap((entry) => {
    if (typeof entry === "string") return [simulatedModel(entry)];
    if (!isObject(entry) || typeof entry.name !== "string") return [];
    const sizeBytes = typeof entry.sizeBytes === "number" ? { sizeBytes: entry.sizeBytes } : {};
    return [simulatedModel(entry.name, { ...parseConfig(JSON.stringify(entry)), ...sizeBytes })];
  });
}

function readKeepAliveMs(value: string | undefined): number | undefined {
  const seconds = Number(value ?? Number.NaN);
  try {
    return parseKeepAliveMs(Number.isNaN(seconds) ? value : seconds);
  } catch {
    return undefined;
  }
}
