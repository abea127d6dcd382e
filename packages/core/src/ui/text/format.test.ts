import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import {
  ago,
  bytes,
  bytesOf,
  grouped,
  left,
  parameters,
  parameterSize,
  percent,
  remarks,
  took,
} from "./format.view.ts";

const DAY_MS = 86_400_000;
const anyBytes = fc.oneof(
  fc.nat(2_000),
  fc.nat(2 ** 31 - 1),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
);
/** Clocks are set back at times, so a time can be less than nothing. */
const anyMs = fc.oneof(
  fc.double({ min: -5_000, max: 200_000, noNaN: true }),
  fc.integer({ min: -DAY_MS, max: 5_000 * DAY_MS }),
);

/** What the words stand for, in the smallest unit. */
const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  K: 1e3,
  M: 1e6,
  ms: 1,
  s: 1_000,
  min: 60_000,
  hour: 3_600_000,
  hours: 3_600_000,
  h: 3_600_000,
  days: DAY_MS,
  weeks: 7 * DAY_MS,
  months: 30 * DAY_MS,
  years: 365 * DAY_MS,
};

function meaning(words: string): number {
  if (words === "just now") return 0;
  if (words === "yesterday") return DAY_MS;
  const parts = [...words.matchAll(/([\d.]+) (\w+)/g)];
  expect(parts, words).not.toHaveLength(0);
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (UNITS[unit] ?? Number.NaN), 0);
}

const BILLIONS = (words: string): number => meaning(words.replace(/ B$/, " GB"));

describe.each<[string, fc.Arbitrary<number>, (value: number) => string, (words: string) => number, RegExp]>([
  ["bytes", anyBytes, bytes, meaning, /^\d{1,3}(\.\d)? (B|[KMG]B)$|^\d+(\.\d)? TB$/],
  ["how long it took", anyMs, took, meaning, /^(\d{1,3} ms|\d{1,2}\.\d s|\d+ min)$/],
  ["how long it still takes", anyMs, left, meaning, /^\d+ (s|min|h|days)$|^\d+ h \d+ min$/],
  ["how long ago it was", anyMs, (ms) => ago(-ms, 0), meaning, /^(just now|yesterday|\d+ \w+ ago)$/],
  ["parameters", anyBytes, parameters, BILLIONS, /^\d{1,3} [KM]$|^\d+\.\d B$/],
])("%s in words", (_what, any, toWords, toMeaning, form) => {
  it("are a number and its unit, whatever the number", () => {
    fc.assert(
      fc.property(any, (value) => {
        expect(toWords(value)).toMatch(form);
      }),
      { numRuns: 2_000 },
    );
  });

  it("are never less where there is more", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((value) => toMeaning(toWords(value)));
        expect(less).toBeLessThanOrEqual(more!);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("Ollama's own figure of parameters", () => {
  it.each([
    ["3.2B", "3.2 B"],
    ["999.89M", "1.0 B"],
    ["137M", "137 M"],
    ["134.52M", "135 M"],
    ["1.5 B", "1.5 B"],
    ["1.04T", "1040.0 B"],
    ["7x8B", "7x8B"],
    ["", ""],
  ])("%s is written as %s", (told, words) => {
    expect(parameterSize(told)).toBe(words);
  });
});

describe("a part of a whole", () => {
  it("is from 0 to 100 percent, and 100 only where all is there", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const whole = percent(share);
        expect(Number.isInteger(whole) && whole >= 0 && whole <= 100, String(whole)).toBe(true);
        if (whole === 100) expect(share).toBe(1);
        if (share === 1) expect(whole).toBe(100);
      }),
    );
  });

  it("names both, and a unit that they share once", () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (done, total) => {
        const [doneWords, totalWords] = [bytes(done), bytes(total)];
        const [doneUnit, totalUnit] = [doneWords, totalWords].map((words) => words.split(" ")[1]);
        const said = doneUnit === totalUnit ? doneWords.replace(` ${doneUnit}`, "") : doneWords;
        expect(bytesOf(done, total)).toBe(`${said} of ${totalWords}`);
      }),
    );
  });
});

describe("a number in groups", () => {
  it("is the number, with three digits to a group", () => {
    fc.assert(
      fc.property(anyBytes, (count) => {
        expect(grouped(count).replaceAll(",", "")).toBe(String(count));
        expect(grouped(count)).toMatch(/^\d{1,3}(,\d{3})*$/);
      }),
    );
  });
});

describe("numbers in words", () => {
  it("are written one way, whatever the machine's language", () => {
    const asked = [
      vi.spyOn(Number.prototype, "toLocaleString"),
      vi.spyOn(Intl, "NumberFormat"),
      vi.spyOn(Intl, "RelativeTimeFormat"),
    ];
    for (const value of [0, 1_234.5, 9_876_543_210])
      for (const toWords of [bytes, took, left, grouped, parameters, (ms: number) => ago(0, ms)])
        expect(toWords(value)).toMatch(/^[\w., ]+$/);
    for (const spy of asked) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});

describe("remarks", () => {
  it("leave no trace of what is absent", () => {
    const part = fc.constantFrom("one", "two", "", undefined, false as const);
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(
          remarks(...parts)
            .split(" · ")
            .filter(Boolean),
        ).toEqual(parts.filter(Boolean));
      }),
    );
  });
});
