import {
  releaseOf,
  type RecordedExchange,
  type RecordedStream,
  type SimulatorOptions,
  type Version,
} from "../../../src/index.ts";
import { parseJson, type Json } from "../../../src/json.ts";
import { runTime } from "../../support/simulated-time.ts";
import { recordedAs } from "../recorded.ts";
import { openClient } from "../../support/pull-client.ts";
import type { Scenario } from "./scenarios.ts";
import { openPullTestbed } from "./pull-testbed.ts";

/** The response to a recorded request, with the texts of the recording. */
export type Replayed = {
  readonly recorded: RecordedExchange | RecordedStream;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly lines: readonly { readonly atMs: number; readonly line: Json }[];
  readonly end: string;
  readonly crashes: number;
};

/** Replays a recorded pull. If the recorded client disconnected, this one does so after the same simulated time. */
export async function replay(
  version: Version,
  name: string,
  scenario: Scenario,
  overrides: SimulatorOptions = {},
): Promise<Replayed> {
  const recorded = recordedAs(version, name);
  if (recorded.kind !== "exchange" && recorded.kind !== "stream")
    throw new Error(`${name} is not a response`);
  const testbed = await openPullTestbed(
    { ...scenario.options, version: releaseOf(version), ...overrides },
    scenario.shrinkFactor ?? 1,
  );
  try {
    const { clock, simulator, replacements } = testbed;
    const toRecorded = replacing([...replacements].map(([recordedText, own]) => [own, recordedText]));
    for (const name of scenario.installed ?? []) await testbed.install(name);
    await scenario.before?.(testbed, version);
    scenario.meanwhile?.(testbed, recorded);
    if (scenario.requestAfterMs !== undefined) await testbed.run(scenario.requestAfterMs);
    const client = openClient(simulator.port, toLocal(recorded.request, [...replacements]), clock);
    if (recorded.end === "client closed") clock.setTimeout(() => client.leave(), recorded.ms);
    await runTime(clock, () => client.isOver);
    const { status, headers, text, lines, end } = client;
    return {
      recorded,
      status,
      headers,
      body: toJson(toRecorded(text)),
      lines: lines.map(({ atMs, line }) => ({ atMs, line: toJson(toRecorded(JSON.stringify(line))) })),
      end,
      crashes: simulator.crashes,
    };
  } finally {
    await testbed.close();
  }
}

function toLocal<Request extends { readonly body: Json | undefined }>(
  recorded: Request,
  pairs: readonly (readonly [string, string])[],
): Request {
  const body =
    recorded.body === undefined ? undefined : toJson(replacing(pairs)(JSON.stringify(recorded.body)));
  return { ...recorded, body };
}

function replacing(pairs: readonly (readonly [string, string])[]): (text: string) => string {
  return (text) => pairs.reduce((replaced, [from, to]) => replaced.replaceAll(from, to), text);
}

function toJson(text: string): Json {
  return parseJson(text) ?? text;
}
