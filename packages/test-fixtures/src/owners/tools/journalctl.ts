import { fails, says, showLog } from "../answer.ts";
import { readArguments } from "../arguments.ts";
import * as sample from "../samples/journalctl.ts";
import type { LogLine } from "../supervised.ts";
import type { Tool } from "../tool.ts";

export const journalctl: Tool = ({ argv }, world) => {
  const asked = readArguments(argv, ["-u", "--unit", "--user-unit", "-n", "--lines", "-o", "--output"]);
  const scope = asked.has("--user", "--user-unit") ? "user" : "system";
  const word = asked.value("-u", "--unit", "--user-unit") ?? "";
  const name = word.includes(".") ? word : `${word}.service`;
  const unit = world.units.find(
    ({ options }) => options.name === name && (options.scope ?? "system") === scope,
  );
  if (unit?.options.isJournalReadable === false) return fails(1, sample.NO_RIGHTS);
  const isFollowed = asked.has("-f", "--follow");
  const log = unit?.process.log ?? [];
  if (log.length === 0 && !isFollowed) return says(sample.NO_ENTRIES);
  const toText = asked.value("-o", "--output") === "cat" ? ({ text }: LogLine): string => text : toShort;
  const before = Number(asked.value("-n", "--lines") ?? (isFollowed ? 10 : Number.POSITIVE_INFINITY));
  const start = Math.max(0, log.length - (Number.isNaN(before) ? 0 : before));
  return showLog(() => log.slice(start).map(toText), isFollowed);
};

/** `-o short`, the default. */
function toShort({ atMs, pid, text }: LogLine): string {
  const date = new Date(atMs);
  const month = date.toLocaleDateString("en-US", { month: "short", timeZone: "UTC" });
  const day = `${date.getUTCDate()}`.padStart(2, "0");
  return `${month} ${day} ${date.toISOString().slice(11, 19)} machine ollama[${pid}]: ${text}`;
}
