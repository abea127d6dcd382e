import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import {
  ago,
  byteRate,
  bytes,
  bytesOf,
  day,
  elapsed,
  grouped,
  left,
  parameters,
  parameterSize,
  percent,
  percentText,
  plural,
  remarks,
  took,
  tookBetween,
} from "./format.view.ts";
import { setLanguage } from "./language.view.ts";

const DAY_MS = 86_400_000;
const anyBytes = fc.oneof(
  fc.nat(2_000),
  fc.nat(2 ** 31 - 1),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
);
/** Clocks may be set back, so times may be negative. */
const anyMs = fc.oneof(
  fc.double({ min: -5_000, max: 200_000, noNaN: true }),
  fc.integer({ min: -DAY_MS, max: 5_000 * DAY_MS }),
);

/** The value of a text, in the smallest unit. */
const UNITS: Readonly<Record<string, number>> = {
  byte: 1,
  bytes: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  "kB/s": 1e3,
  "MB/s": 1e6,
  "GB/s": 1e9,
  "TB/s": 1e12,
  K: 1e3,
  M: 1e6,
  B: 1e9,
  ms: 1,
  sec: 1_000,
  min: 60_000,
  minute: 60_000,
  hr: 3_600_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
};

function meaning(words: string): number {
  if (words === "just now") return 0;
  if (words === "yesterday") return DAY_MS;
  const parts = [...words.matchAll(/([\d.,]+) ([\w/]+)/g)];
  expect(parts, words).not.toHaveLength(0);
  return parts.reduce((sum, [, count = "", unit = ""]) => {
    const size = UNITS[unit] ?? UNITS[unit.replace(/s$/, "")] ?? Number.NaN;
    return sum + Number(count.replaceAll(",", "")) * size;
  }, 0);
}

describe.each<[string, fc.Arbitrary<number>, (value: number) => string, RegExp]>([
  ["bytes", anyBytes, bytes, /^1 byte$|^\d{1,3} bytes$|^\d{1,3}(\.\d)? [kMG]B$|^[\d,]+(\.\d)? TB$/],
  ["bytes a second", anyBytes, byteRate, /^\d{1,3}(\.\d)? [kMG]B\/s$|^[\d,]+(\.\d)? TB\/s$/],
  ["how long it took", anyMs, took, /^(< 1 ms|\d{1,3} ms|\d{1,2}(\.\d)? sec|[\d,]+ min)$/],
  ["how long it still takes", anyMs, left, /^[\d,]+ (sec|min|hr|days)$|^\d+ hr \d+ min$/],
  ["how long it has lasted", anyMs, elapsed, /^[\d,]+ (sec|min|hr|days)$|^\d+ hr \d+ min$/],
  ["how long ago it was", anyMs, (ms) => ago(-ms, 0), /^(just now|yesterday|\d+ [a-z]+ ago)$/],
  ["parameters", anyBytes, parameters, /^\d{1,3} [KM]$|^[\d,]+\.\d B$/],
])("%s as text", (_what, any, toWords, form) => {
  it("are a number and its unit, for any number", () => {
    fc.assert(
      fc.property(any, (value) => {
        expect(toWords(value)).toMatch(form);
      }),
      { numRuns: 2_000 },
    );
  });

  it("never decrease for a larger value", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [less = 0, more = 0] = [Math.min(a, b), Math.max(a, b)].map((value) => meaning(toWords(value)));
        expect(less).toBeLessThanOrEqual(more);
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
    ["1.04T", "1,040.0 B"],
    ["7x8B", "7x8B"],
    ["", ""],
  ])("%s is formatted as %s", (told, words) => {
    expect(parameterSize(told)).toBe(words);
  });
});

describe("a part of a whole", () => {
  it("is from 0 to 100 percent, and 100 only if it is complete", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const whole = percent(share);
        expect(Number.isInteger(whole) && whole >= 0 && whole <= 100, String(whole)).toBe(true);
        if (whole === 100) expect(share).toBe(1);
        if (share === 1) expect(whole).toBe(100);
      }),
    );
  });

  it("names both, a common unit once, and none for nothing", () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (done, total) => {
        const [doneWords, totalWords] = [bytes(done), bytes(total)];
        const [doneUnit, totalUnit] = [doneWords, totalWords].map((words) => words.split(" ")[1]);
        const isSame = doneUnit?.replace(/^byte$/, "bytes") === totalUnit?.replace(/^byte$/, "bytes");
        const said = isSame || done === 0 ? doneWords.replace(` ${doneUnit}`, "") : doneWords;
        expect(bytesOf(done, total)).toBe(`${said} of ${totalWords}`);
      }),
    );
  });
});

describe("a number in groups", () => {
  it("has three digits in each group", () => {
    fc.assert(
      fc.property(anyBytes, (count) => {
        expect(grouped(count).replaceAll(",", "")).toBe(String(count));
        expect(grouped(count)).toMatch(/^\d{1,3}(,\d{3})*$/);
      }),
    );
  });
});

describe("figures in another language", () => {
  afterEach(() => setLanguage("en", undefined));

  const figures = (): readonly string[] => [
    bytes(2_019_393_189),
    bytesOf(3_400_000_000, 8_100_000_000),
    percentText(42),
    took(2_100),
    left(7_800_000),
    ago(0, 120_000),
    grouped(131_072),
    day("2026-11-20"),
  ];
  const english = [
    "2.0 GB",
    "3.4 of 8.1 GB",
    "42%",
    "2.1 sec",
    "2 hr 10 min",
    "2 minutes ago",
    "131,072",
    "Nov 20, 2026",
  ];

  it("match the language of the sentences", () => {
    expect(figures()).toEqual(english);
    setLanguage("de", { "{0} of {1}": "{0} von {1}" });
    expect(figures().map((text) => text.replaceAll("\u00A0", " "))).toEqual([
      "2,0 GB",
      "3,4 von 8,1 GB",
      "42 %",
      "2,1 Sek.",
      "2 Std., 10 Min.",
      "vor 2 Minuten",
      "131.072",
      "20.11.2026",
    ]);
  });

  it.each([
    ["without sentences in it", "de", undefined],
    ["that has no figures", "qps-ploc", {}],
  ])("stay English for a language %s", (_which, language, sentences) => {
    setLanguage(language, sentences);
    expect(figures()).toEqual(english);
  });
});

describe("a count", () => {
  const items = (count: number): string => plural(count, { one: `${count} item`, other: `${count} items` });

  it("has the form of its language", () => {
    expect([0, 1, 2].map(items)).toEqual(["0 items", "1 item", "2 items"]);
    setLanguage("fr", {});
    expect([0, 1, 2].map(items)).toEqual(["0 item", "1 item", "2 items"]);
    setLanguage("en", undefined);
  });
});

describe("remarks", () => {
  it("skip absent parts", () => {
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

it("never says that something took no time at all", () => {
  expect([took(-5), took(0), took(0.4), took(0.6)]).toEqual(["< 1 ms", "< 1 ms", "< 1 ms", "1 ms"]);
});

it("tells two times with one unit where they have the same", () => {
  expect([tookBetween(0, 1), tookBetween(36, 61), tookBetween(2_100, 2_900)]).toEqual([
    "0–1 ms",
    "36–61 ms",
    "2.1–2.9 sec",
  ]);
  expect([tookBetween(400, 2_100), tookBetween(5, 5)]).toEqual(["400 ms – 2.1 sec", "5 ms"]);
});
