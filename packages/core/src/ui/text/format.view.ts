import * as l10n from "@vscode/l10n";

const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

/** 2 019 393 189 → "2.0 GB": a thousand to the step, as Ollama counts. */
export function bytes(count: number): string {
  let size = Math.max(0, count);
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit > 0 && size < 99.95 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}

/** "3.4 of 8.1 GB", "300 MB of 8.1 GB". */
export function bytesOf(done: number, total: number): string {
  const [doneCount, doneUnit] = bytes(done).split(" ");
  const [totalCount, totalUnit] = bytes(total).split(" ");
  return doneUnit === totalUnit
    ? l10n.t("{0} of {1}", doneCount ?? "", `${totalCount} ${totalUnit}`)
    : l10n.t("{0} of {1}", bytes(done), bytes(total));
}

/** A share of 0 to 1 in whole percent: 100 only when everything is there. */
export const percent = (share: number): number => Math.floor(share * 100);

/** "2nd", as a place in a line. */
export function ordinal(place: number): string {
  const ending = { one: "st", two: "nd", few: "rd" }[ordinals.select(place) as string] ?? "th";
  return `${place}${ending}`;
}

const ordinals = new Intl.PluralRules("en", { type: "ordinal" });

/** How long something took: "412 ms", "2.1 s", "3 min". */
export function took(ms: number): string {
  if (ms < 999.5) return l10n.t("{0} ms", Math.max(0, Math.round(ms))); // a clock may have been set back
  if (ms < 59_950) return l10n.t("{0} s", (ms / 1000).toFixed(1));
  return l10n.t("{0} min", Math.round(ms / 60_000));
}

/** How long something still takes, roughly: "45 s", "3 min", "2 h 10 min", "5 days". */
export function left(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return l10n.t("{0} s", seconds);
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return l10n.t("{0} min", minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48)
    return minutes % 60 === 0 ? l10n.t("{0} h", hours) : l10n.t("{0} h {1} min", hours, minutes % 60);
  return l10n.t("{0} days", Math.floor(hours / 24));
}

/** How long ago something was: "just now", "2 min ago", "3 weeks ago". */
export function ago(atMs: number, nowMs: number): string {
  const minutes = Math.floor((nowMs - atMs) / 60_000);
  if (minutes < 1) return l10n.t("just now");
  if (minutes < 60) return l10n.t("{0} min ago", minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return hours === 1 ? l10n.t("1 hour ago") : l10n.t("{0} hours ago", hours);
  const days = Math.floor(hours / 24);
  if (days < 14) return days === 1 ? l10n.t("yesterday") : l10n.t("{0} days ago", days);
  if (days < 60) return l10n.t("{0} weeks ago", Math.floor(days / 7));
  return days < 730
    ? l10n.t("{0} months ago", Math.floor(days / 30))
    : l10n.t("{0} years ago", Math.floor(days / 365));
}

/** "4096" → "4,096", whatever the machine's language: the words around it are one language too. */
export const grouped = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");

/** "812 k", "1.2 M": how often something was done. */
export function counted(count: number): string {
  if (count >= 999_500) return `${(count / 1e6).toFixed(1)} M`;
  return count >= 1_000 ? `${Math.round(count / 1e3)} k` : String(count);
}

/** "3.2 B", "137 M": as models are spoken of. */
export function parameters(count: number): string {
  if (count >= 999.5e6) return `${(count / 1e9).toFixed(1)} B`;
  return count >= 999.5e3 ? `${Math.round(count / 1e6)} M` : `${Math.round(count / 1e3)} K`;
}

/** Ollama's own figure, as we write it: "999.89M" → "1.0 B", "3.2B" → "3.2 B"; what is no figure stays as it is. */
export function parameterSize(text: string): string {
  const [, count, unit = ""] = /^(\d+(?:\.\d+)?) ?([KMBT])$/.exec(text) ?? [];
  const times = PARAMETER_UNITS[unit];
  return times === undefined ? text : parameters(Number(count) * times);
}

const PARAMETER_UNITS: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** Remarks in one line; what is absent leaves no trace. */
export const remarks = (...parts: readonly (string | undefined | false)[]): string =>
  parts.filter((part) => typeof part === "string" && part !== "").join(" · ");
