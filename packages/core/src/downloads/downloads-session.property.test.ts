import { hostFacts, hostReadings } from "../app/state.ts";
import { host } from "../testing/events.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allDownloads, isUnfinished } from "./downloads.ts";
import type { Failure } from "../shared/failure.ts";
import { progressOf } from "./progress.ts";
import {
  downloadBench,
  failWith,
  idOf,
  layersOf,
  NAMES,
  say,
  succeed,
  type DownloadBench as Bench,
} from "../testing/download-bench.ts";
import { SETTLING_MS } from "./pull-scheduler.source.ts";

type Step = (at: Bench) => void;

const name = fc.constantFrom(...NAMES);
const on = (toStep: (name: string) => Step) => name.map((one) => [one, toStep(one)] as const);

const steps: fc.Arbitrary<readonly (readonly [string, Step])[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: on((one) => (at) => at.add(one)) },
    {
      weight: 8,
      arbitrary: fc
        .tuple(name, fc.nat(2), fc.nat(1_000))
        .map(([one, layer, done]) => [one, (at: Bench) => say(at, one, layer, done)] as const),
    },
    { weight: 2, arbitrary: on((one) => (at) => at.pull(one) && succeed(at, one)) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          name,
          fc.constantFrom<Failure>(
            { kind: "still-cancelling" },
            { kind: "cut-off" },
            { kind: "store-unreachable", detail: "EOF" },
            { kind: "rate-limited" },
            { kind: "disk-full" },
          ),
        )
        .map(([one, failure]) => [one, (at: Bench) => failWith(at, one, failure)] as const),
    },
    {
      weight: 6,
      arbitrary: fc
        .tuple(name, fc.constantFrom("pause", "resume", "cancel", "retry"))
        .map(
          ([one, verb]) =>
            [one, (at: Bench) => at.ask({ type: `download.${verb}`, host, id: idOf(one) })] as const,
        ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(name, fc.constantFrom("up", "down", "last"))
        .map(
          ([one, kind]) =>
            [
              one,
              (at: Bench) => at.ask({ type: "download.move", host, id: idOf(one), to: { kind } }),
            ] as const,
        ),
    },
    {
      weight: 4,
      arbitrary: fc
        .constantFrom(1, 500, 1_200, 5_000, 40_000, 130_000)
        .map((ms) => ["", (at: Bench) => at.clock.increment(ms)] as const),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom<readonly [string, Step]>(
        ["down", (at) => at.down()],
        ["dies", (at) => at.ollama.die()],
        ["up", (at) => at.up()],
        ["stopping", (at) => at.log.record([{ type: "service.stop-requested", host }])],
      ),
    },
    { weight: 1, arbitrary: fc.constant(["", (at: Bench) => at.takeOver()] as const) },
  ),
  { maxLength: 30 },
);

/** Ollama comes back, all downloads are resumed, and every pull succeeds. */
function finishAll(at: Bench): void {
  at.down();
  at.up();
  at.ask({ type: "download.resume-all", host });
  for (let round = 0; round < 30; round++) {
    for (const one of at.open()) succeed(at, one);
    at.clock.increment(SETTLING_MS);
    if (!allDownloads(hostFacts(at.log.state()).downloads).some(isUnfinished)) return;
    at.clock.increment(600_000);
  }
}

describe("downloads, for any sequence of events,", () => {
  it("never lose progress or exceed their total, respect the queue, and end once", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 3 }), (life, parallel) => {
        const at = downloadBench({ parallel });
        const shown = new Map<string, number>();
        const ends = new Map<string, number>();
        at.log.recorded$.subscribe(({ event }) => {
          if (event.type === "download.requested" || event.type === "download.retry-requested")
            ends.set(event.id, 0);
          if (/^download\.(completed|failed|cancelled)$/.test(event.type) && "id" in event)
            ends.set(event.id, (ends.get(event.id) ?? 0) + 1);
        });
        const startedAtMs = new Map<string, number>();
        at.log.recorded$.subscribe(({ event }) => {
          if (event.type === "download.started") startedAtMs.set(event.id, at.clock.now());
        });
        const check = (): void => {
          // A rate belongs to the attempt that measured it, which takes a second.
          for (const one of NAMES) {
            const isMeasured = at.clock.now() - (startedAtMs.get(idOf(one)) ?? 0) >= 1_000;
            if (at.row(one)?.numbers.includes("/s"))
              expect([at.pull(one)?.isOpen, isMeasured]).toEqual([true, true]);
          }
          const open = at.open();
          expect(open.length).toBeLessThanOrEqual(parallel);
          const layers = open.flatMap((one) => layersOf(one).map(([digest]) => digest));
          expect(new Set(layers).size).toBe(layers.length);
          if (open.includes("stray")) expect(open).toHaveLength(1);
          for (const download of allDownloads(hostFacts(at.log.state()).downloads)) {
            const {
              doneBytes,
              totalBytes,
              share = 0,
            } = progressOf(hostReadings(at.log.state()).progress, download);
            expect(doneBytes).toBeLessThanOrEqual(totalBytes ?? doneBytes);
            expect(share).toBeLessThanOrEqual(1);
            expect(share).toBeGreaterThanOrEqual(shown.get(download.id) ?? 0);
            shown.set(download.id, share);
          }
        };
        for (const [, step] of life) {
          step(at);
          check();
        }
        finishAll(at);
        check();
        for (const { id, situation } of allDownloads(hostFacts(at.log.state()).downloads)) {
          expect(ends.get(id)).toBe(1);
          expect(["completed", "failed", "cancelled"]).toContain(situation.kind);
          if (situation.kind === "completed") expect(at.row(id)?.percent).toBe(100);
        }
      }),
      { numRuns: 5_000 },
    );
  }, 120_000);
});
