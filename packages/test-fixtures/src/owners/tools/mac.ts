import { fails, says } from "../answer.ts";
import { readArguments } from "../arguments.ts";
import type { JobOptions } from "../options.ts";
import * as sample from "../samples/mac.ts";
import { pidOf, type Service } from "../world.ts";
import type { Tool } from "../tool.ts";

export const launchctl: Tool = ({ argv: [verb, target = ""] }, { jobs }) => {
  const label = target.split("/").at(-1) ?? "";
  const job = jobs.find(({ options }) => options.name === label);
  if (verb === "list")
    return job ? says(toList(job)) : target === "" ? says(toTable(jobs)) : fails(113, sample.NO_JOB(label));
  if (verb === "print") return job ? says(toPrint(job)) : fails(113, "", sample.NO_JOB_TO_PRINT(label));
  if (verb === "getenv") return says("");
  return fails(64, `Unrecognized subcommand: ${verb ?? ""}`);
};

export const open: Tool = ({ argv }, { apps }) => {
  const before = argv.indexOf("--args");
  const asked = readArguments(before < 0 ? argv : argv.slice(0, before), ["-a", "-b"]);
  const name = asked.value("-a", "-b") ?? "";
  const app = apps.find(({ options }) => options.name === name.replace(/^.*\/|\.app$/g, ""));
  if (!app) return fails(1, sample.NO_APP(name));
  app.process.start();
  return says("");
};

export const osascript: Tool = ({ argv }, { apps }) => {
  const isQuit = argv.some((text) => /\bquit\b/.test(text));
  return isQuit && apps.some((app) => pidOf(app) !== 0) ? fails(1, sample.QUIT_CANCELLED) : says("");
};

const toTable = (jobs: readonly Service<JobOptions>[]): string =>
  ["PID\tStatus\tLabel", ...jobs.map((job) => `${pidOf(job) || "-"}\t0\t${job.options.name}`)].join("\n");

const programOf = ({ options: { path } }: Service<JobOptions>): string =>
  path ?? "/Applications/Ollama.app/Contents/MacOS/Ollama";

const toList = (job: Service<JobOptions>): string =>
  [
    "{",
    '\t"LimitLoadToSessionType" = "Aqua";',
    `\t"Label" = "${job.options.name}";`,
    '\t"OnDemand" = true;',
    '\t"LastExitStatus" = 0;',
    ...(pidOf(job) === 0 ? [] : [`\t"PID" = ${pidOf(job)};`]),
    `\t"Program" = "${programOf(job)}";`,
    "};",
  ].join("\n");

const toPrint = (job: Service<JobOptions>): string =>
  [
    `gui/501/${job.options.name} = {`,
    "\tactive count = 1",
    `\tpath = /Users/someone/Library/LaunchAgents/${job.options.name}.plist`,
    "\ttype = LaunchAgent",
    `\tstate = ${pidOf(job) === 0 ? "not running" : "running"}`,
    "",
    `\tprogram = ${programOf(job)}`,
    ...(pidOf(job) === 0 ? [] : [`\tpid = ${pidOf(job)}`]),
    "}",
  ].join("\n");
