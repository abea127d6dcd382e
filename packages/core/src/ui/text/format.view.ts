import * as l10n from "@vscode/l10n";
import { format, formats } from "./language.view.ts";

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** 2 019 393 189 → "2.0 GB": decimal units, like Ollama. */
export function bytes(count: number): string {
  const { size, unit, digits } = scaled(count);
  return unit === "byte" ? inBytes(digits).format(size) : inUnit(`${unit} ${digits}`).format(size);
}

/** Reads the data of number formats: the first number of a process takes 10 ms, all others together less. */
export const loadFormats = (): void => void bytes(1e9);

/** "3.4 of 8.1 GB", "300 MB of 8.1 GB". */
export function bytesOf(done: number, total: number): string {
  const { size, unit, digits } = scaled(done);
  const doneText = done === 0 || unit === scaled(total).unit ? inDigits(digits).format(size) : bytes(done);
  return l10n.t("{0} of {1}", doneText, bytes(total));
}

/** "9.3 GB", "0.3 GB": of several sizes in one unit the first one. */
export const gigabytes = (count: number): string => inTenths(count, inUnit("gigabyte 1"));

/** "0.3": the others. */
export const gigabytesText = (count: number): string => inTenths(count, inDigits(1));

/** What there is of something is never nothing. */
const inTenths = (count: number, format: Intl.NumberFormat): string =>
  count < 0.05e9 ? `< ${format.format(0.1)}` : format.format(count / 1e9);

/** "26.1 MB/s". */
export function byteRate(bytesPerSecond: number): string {
  const { size, unit, digits } = scaled(bytesPerSecond);
  return unit === "byte"
    ? inUnit("kilobyte-per-second 1").format(size / 1000)
    : inUnit(`${unit}-per-second ${digits}`).format(size);
}

/** For rounded figures, without extra digits: "14 GB", "4.1 GB". */
export function roundBytes(count: number): string {
  const { size, unit, digits } = scaled(count);
  const isRound = unit !== "byte" && size.toFixed(digits).endsWith(".0");
  return isRound ? inUnit(`${unit} 0`).format(size) : bytes(count);
}

type Scaled = { readonly size: number; readonly unit: (typeof BYTE_UNITS)[number]; readonly digits: number };

function scaled(count: number): Scaled {
  let size = Math.max(0, count);
  let step = 0;
  while (size >= 999.5 && step < BYTE_UNITS.length - 1) {
    size /= 1000;
    step++;
  }
  return { size, unit: BYTE_UNITS[step] ?? "terabyte", digits: step > 0 && size < 99.95 ? 1 : 0 };
}

/** A share from 0 to 1 in whole percent; 100 only if the share is 1. */
export const percent = (share: number): number => Math.floor(share * 100);

/** 42 → "42%". */
export const percentText = (whole: number): string => asPercent().format(whole / 100);

/** 0.425 → "42%". */
export const shareText = (share: number): string => percentText(percent(share));

/** 0.08 → "+8%": how much something has changed. */
export const changeText = (share: number): string => asChange().format(share);

/** How long something took: "412 ms", "2.1 sec", "3 min". */
export function took(ms: number): string {
  if (ms < 0.5) return `< ${inUnit("millisecond 0").format(1)}`; // negative if the clock was set back
  if (ms < 999.5) return inUnit("millisecond 0").format(ms);
  if (ms < 59_950) {
    const seconds = Math.round(ms / 100) / 10;
    return inUnit(Number.isInteger(seconds) ? "second 0" : "second 1").format(seconds);
  }
  return inUnit("minute 0").format(ms / 60_000);
}

/** The same of several times, with one unit where the shortest and the longest have the same: "36–61 ms". */
export function tookBetween(shortestMs: number, longestMs: number): string {
  const [shortest, longest] = [took(shortestMs), took(longestMs)];
  if (shortest === longest) return longest;
  // Not by `formatRange`, which repeats the unit where one of them is singular.
  if (longestMs < 999.5) return `${inDigits(0).format(Math.max(0, shortestMs))}–${longest}`;
  if (shortestMs >= 999.5 && longestMs < 59_950)
    return `${inDigits(1).format(shortestMs / 1000)}–${inUnit("second 1").format(longestMs / 1000)}`;
  return l10n.t("{0} – {1}", shortest, longest);
}

/** How long something still takes, roughly: "45 sec", "3 min", "2 hr 10 min", "5 days". Before "59 sec" comes "1 min". */
export const left = (ms: number): string =>
  duration(Math.ceil(ms / 1000), (minutes) => (minutes < 1.5 ? 1 : Math.ceil(minutes)));

/** How long something has lasted, in whole units: "45 sec", "1 min", "2 hr 10 min". */
export const elapsed = (ms: number): string => duration(Math.floor(ms / 1000), Math.floor);

function duration(count: number, toWhole: (minutes: number) => number): string {
  const seconds = Math.max(0, count);
  if (seconds < 60) return inUnit("second 0").format(seconds);
  const minutes = toWhole(seconds / 60);
  if (minutes < 60) return inUnit("minute 0").format(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return inUnit("day 0").format(Math.floor(hours / 24));
  const wholeHours = inUnit("hour 0").format(hours);
  return minutes % 60 === 0
    ? wholeHours
    : inList("narrow").format([wholeHours, inUnit("minute 0").format(minutes % 60)]);
}

/** How long ago something was: "just now", "2 minutes ago", "3 weeks ago". */
export function ago(atMs: number, nowMs: number): string {
  const minutes = Math.floor((nowMs - atMs) / 60_000);
  if (minutes < 1) return l10n.t("just now");
  const before = asRelative();
  if (minutes < 60) return before.format(-minutes, "minute");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return before.format(-hours, "hour");
  const days = Math.floor(hours / 24);
  if (days < 14) return before.format(-days, "day");
  if (days < 60) return before.format(-Math.floor(days / 7), "week");
  return days < 730
    ? before.format(-Math.floor(days / 30), "month")
    : before.format(-Math.floor(days / 365), "year");
}

/** "2026-11-20" → "Nov 20, 2026"; other texts stay as they are. */
export function day(isoDate: string): string {
  const atMs = Date.parse(isoDate);
  return Number.isNaN(atMs) ? isoDate : asDay().format(atMs);
}

/** When something was: "10:51" today, else with its day. */
export function moment(atMs: number, nowMs: number): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return (isToday ? asTime() : asDayAndTime()).format(atMs);
}

const WEEK_MS = 6 * 86_400_000;

/** The same for a narrow place: "10:51" today, "Fri 10:51" in the last days, else "Nov 20". */
export function briefMoment(atMs: number, nowMs: number): string {
  if (new Date(atMs).toDateString() === new Date(nowMs).toDateString()) return asTime().format(atMs);
  return (Math.abs(nowMs - atMs) < WEEK_MS ? asWeekdayAndTime() : asMonthAndDay()).format(atMs);
}

/** "10:51:04", as in a log. */
export const clockTime = (atMs: number): string => asClockTime().format(atMs);

/** 4096 → "4,096". */
export const grouped = (count: number): string => inDigits(0).format(count);

/** 61.42 → "61.4", always with that many digits behind the point. */
export const decimal = (value: number, digits = 1): string => inDigits(digits).format(value);

/** "812K", "1.2M". */
export const counted = (count: number): string => compact().format(count);

/** "3.2 B", "137 M": the units are the same in every language. */
export function parameters(count: number): string {
  if (count >= 999.5e6) return `${inDigits(1).format(count / 1e9)} B`;
  return count >= 999.5e3 ? `${inDigits(0).format(count / 1e6)} M` : `${inDigits(0).format(count / 1e3)} K`;
}

/** Ollama's figure in our format: "999.89M" → "1.0 B", "3.2B" → "3.2 B"; other texts stay as they are. */
export function parameterSize(text: string): string {
  const [, count, unit = ""] = /^(\d+(?:\.\d+)?) ?([KMBT])$/.exec(text) ?? [];
  const times = PARAMETER_UNITS[unit];
  return times === undefined ? text : parameters(Number(count) * times);
}

const PARAMETER_UNITS: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** "tools, vision". */
export const list = (parts: readonly string[]): string => inList("short").format(parts);

/** The sentence for a count. Languages with more than two plural forms use `other`. */
export function plural(count: number, forms: { readonly one: string; readonly other: string }): string {
  return asPlural().select(count) === "one" ? forms.one : forms.other;
}

/** A remark where a line begins with it. */
export const capitalized = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** A sentence as one of several remarks. */
export const withoutStop = (sentence: string): string => sentence.replace(/[.。]$/u, "");

/** Joins remarks into one line, skipping absent ones. */
export const remarks = (...parts: readonly (string | undefined | false)[]): string =>
  parts.filter((part) => typeof part === "string" && part !== "").join(" · ");

/** The same where a line may be wrapped: none begins with a dot. */
export const wrappedRemarks = (...parts: readonly (string | undefined | false)[]): string =>
  remarks(...parts).replaceAll(" · ", "\u00a0· ");

/** Joins sentences, skipping absent ones. */
export const sentences = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== "").join(" ");

const fixed = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });

const inDigits = formats((locales, digits: number) => new Intl.NumberFormat(locales, fixed(digits)));

const inBytes = formats(
  (locales, digits: number) =>
    new Intl.NumberFormat(locales, { style: "unit", unit: "byte", unitDisplay: "long", ...fixed(digits) }),
);

/** The key is a unit of `Intl` and the number of decimals, as one string for the cache. */
const inUnit = formats((locales, unitAndDigits: string) => {
  const [unit = "", digits = "0"] = unitAndDigits.split(" ");
  return new Intl.NumberFormat(locales, {
    style: "unit",
    unit,
    unitDisplay: "short",
    ...fixed(Number(digits)),
  });
});

const asPercent = format((locales) => new Intl.NumberFormat(locales, { style: "percent" }));

const asChange = format(
  (locales) => new Intl.NumberFormat(locales, { style: "percent", signDisplay: "exceptZero" }),
);

const compact = format(
  (locales) => new Intl.NumberFormat(locales, { notation: "compact", maximumFractionDigits: 1 }),
);

const asRelative = format((locales) => new Intl.RelativeTimeFormat(locales, { numeric: "auto" }));

const asDay = format((locales) => new Intl.DateTimeFormat(locales, { dateStyle: "medium", timeZone: "UTC" }));

/** As in a log: times of both kinds stand on one page. */
const hourCycle = "h23";

const asTime = format((locales) => new Intl.DateTimeFormat(locales, { timeStyle: "short", hourCycle }));

const asDayAndTime = format(
  (locales) => new Intl.DateTimeFormat(locales, { dateStyle: "medium", timeStyle: "short", hourCycle }),
);

const asWeekdayAndTime = format(
  (locales) =>
    new Intl.DateTimeFormat(locales, { weekday: "short", hour: "numeric", minute: "2-digit", hourCycle }),
);

const asMonthAndDay = format(
  (locales) => new Intl.DateTimeFormat(locales, { month: "short", day: "numeric" }),
);

const asClockTime = format((locales) => new Intl.DateTimeFormat(locales, { timeStyle: "medium", hourCycle }));

const inList = formats(
  (locales, style: "short" | "narrow") => new Intl.ListFormat(locales, { type: "unit", style }),
);

const asPlural = format((locales) => new Intl.PluralRules(locales));
