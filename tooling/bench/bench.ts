// npm run bench: measures the figures that the product promises, and prints a table. `npm run -s bench -- lost vsix
// --json` measures only the named ones and prints one JSON object.
import { activation } from "./src/activation.ts";
import { activity } from "./src/activity.ts";
import { median, type Figure, type Group } from "./src/benchmark.ts";
import { detection } from "./src/detection.ts";
import { frames } from "./src/frames.ts";
import { history } from "./src/history.ts";
import { hosts } from "./src/hosts.ts";
import { inspector } from "./src/inspector.ts";
import { liveness } from "./src/liveness.ts";
import { memory } from "./src/memory.ts";
import { page } from "./src/page.ts";
import { progress } from "./src/progress.ts";
import { requests } from "./src/requests.ts";
import { vsix } from "./src/vsix.ts";

const groups: readonly Group[] = [
  vsix,
  history,
  progress,
  activity,
  frames,
  page,
  inspector,
  requests,
  detection,
  liveness,
  hosts,
  activation,
  memory,
];
const names = process.argv.slice(2).filter((name) => !name.startsWith("--"));
const isJson = process.argv.includes("--json");

const unknown = names.filter((name) => !groups.some((group) => isAsked(group, [name])));
if (unknown.length > 0) {
  const known = groups.flatMap(({ benchmarks }) => benchmarks.map(({ name }) => name));
  console.error(`There is no benchmark ${unknown.join(", ")}; there are ${known.join(", ")}.`);
  process.exit(2);
}

const figures: Record<string, Figure> = {};
for (const group of groups.filter((one) => names.length === 0 || isAsked(one, names))) {
  const asked = group.benchmarks.map(({ name }) => name).filter((name) => isWanted(group, name));
  const runs = await group.measure(new Set(asked));
  for (const { name, what, unit, budget } of group.benchmarks) {
    const taken = (runs[name] ?? []).map(round);
    const figure: Figure = { median: median(taken), unit, runs: taken, budget };
    if (!isWanted(group, name)) continue;
    figures[name] = figure;
    if (!isJson) console.log(row(name, what, figure));
  }
}
if (isJson) console.log(JSON.stringify(figures));
process.exitCode = Object.values(figures).every((figure) => figure.median <= figure.budget) ? 0 : 1;

function isAsked({ name, benchmarks }: Group, asked: readonly string[]): boolean {
  return [name, ...benchmarks.map((one) => one.name)].some((known) => asked.includes(known));
}

function isWanted(group: Group, name: string): boolean {
  return names.length === 0 || names.includes(name) || names.includes(group.name);
}

function row(name: string, what: string, figure: Figure): string {
  const verdict = figure.median <= figure.budget ? "✓" : "✗";
  const value = `${figure.median} ${figure.unit}`.padStart(14);
  const range = `[${Math.min(...figure.runs)}–${Math.max(...figure.runs)}, ${figure.runs.length} runs]`;
  return `${verdict} ${name.padEnd(18)} ${value}  of ${figure.budget}  ${range.padEnd(26)} ${what}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
