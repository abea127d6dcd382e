import {
  recording,
  type RecordedExchange,
  type RecordedStream,
  type SimulatorOptions,
  type Version,
} from "../../../src/index.ts";
import { parseJson, type Json } from "../../../src/json.ts";
import { runTime } from "../../support/simulated-time.ts";
import { openClient } from "../../support/pull-client.ts";
import type { Scene } from "./scenarios.ts";
import { openStage } from "./pull-testbed.ts";

/** What came of a recorded request here, in the words of the recording. */
export type Played = {
  readonly recorded: RecordedExchange | RecordedStream;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly lines: readonly { readonly atMs: number; readonly line: Json }[];
  readonly end: string;
  readonly crashes: number;
};

/** Puts a recorded pull on the stage. Whoever hung up then hangs up now, as many simulated milliseconds later. */
export async function play(
  version: Version,
  name: string,
  scene: Scene,
  wrong: SimulatorOptions = {},
): Promise<Played> {
  const recorded = recording(version, name);
  if (recorded.kind !== "exchange" && recorded.kind !== "stream") throw new Error(`${name} is no answer`);
  const stage = await openStage({ ...scene.options, version, ...wrong }, scene.shorter ?? 1);
  try {
    const { clock, simulator, here } = stage;
    const toThere = swapping([...here].map(([there, own]) => [own, there]));
    for (const horse of scene.installed ?? []) await stage.install(horse);
    await scene.before?.(stage, version);
    scene.meanwhile?.(stage, recorded);
    if (scene.askedAfterMs !== undefined) await stage.run(scene.askedAfterMs);
    const client = openClient(simulator.port, inOurWords(recorded.request, [...here]), clock);
    if (recorded.end === "client closed") clock.setTimeout(() => client.leave(), recorded.ms);
    await runTime(clock, () => client.isOver);
    const { status, headers, text, lines, end } = client;
    return {
      recorded,
      status,
      headers,
      body: toJson(toThere(text)),
      lines: lines.map(({ atMs, line }) => ({ atMs, line: toJson(toThere(JSON.stringify(line))) })),
      end,
      crashes: simulator.crashes,
    };
  } finally {
    await stage.close();
  }
}

function inOurWords<Asked extends { readonly body: Json | undefined }>(
  asked: Asked,
  pairs: readonly (readonly [string, string])[],
): Asked {
  const body = asked.body === undefined ? undefined : toJson(swapping(pairs)(JSON.stringify(asked.body)));
  return { ...asked, body };
}

function swapping(pairs: readonly (readonly [string, string])[]): (text: string) => string {
  return (text) => pairs.reduce((swapped, [from, to]) => swapped.replaceAll(from, to), text);
}

function toJson(text: string): Json {
  return parseJson(text) ?? text;
}
