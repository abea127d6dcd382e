import type { JsonObject } from "../../json.ts";
import { fails, says, type Answer } from "../answer.ts";
import { readArguments } from "../arguments.ts";
import type { ServiceOptions } from "../options.ts";
import * as sample from "../samples/brew.ts";
import { pidOf, type Service, type World } from "../world.ts";
import type { Tool } from "../tool.ts";

export const brew: Tool = async ({ argv }, world) => {
  const asked = readArguments(argv, []);
  const [noun, verb = "list", name = ""] = asked.words;
  if (asked.has("--prefix"))
    return says(noun === undefined ? prefixOf(world) : `${prefixOf(world)}/opt/${noun}`);
  if (noun !== "services") return fails(1, `Error: Unknown command: brew ${noun ?? ""}`);
  const shown = world.formulas.map((formula) => toInfo(formula, world));
  if (verb === "list") return says(JSON.stringify(shown, null, 2));
  const formula = world.formulas.find(({ options }) => options.name === name);
  if (!formula) return fails(1, sample.NO_FORMULA(name));
  if (verb === "info") return says(JSON.stringify([toInfo(formula, world)], null, 2));
  return await act(verb, formula);
};

async function act(verb: string, formula: Service<ServiceOptions>): Promise<Answer> {
  const { name } = formula.options;
  const isStopped = formula.process.situation.kind === "stopped";
  if (verb === "stop" && isStopped)
    return { kind: "exits", code: 0, out: "", err: `${sample.NOT_STARTED(name)}\n` };
  if (verb === "start" && !isStopped) return says(sample.ALREADY_STARTED(name));
  if (verb === "stop" || verb === "restart") await formula.process.stop();
  if (verb === "start" || verb === "restart") formula.process.start();
  if (verb === "stop") return says(sample.STOPPED(name));
  if (verb === "start") return says(sample.STARTED(name));
  return says(`${sample.STOPPED(name)}\n${sample.STARTED(name)}`);
}

const prefixOf = ({ options: { brew: { prefix } = {} } }: World): string => prefix ?? "/opt/homebrew";

/** The fields of `FormulaWrapper#to_hash`. */
function toInfo(formula: Service<ServiceOptions>, world: World): JsonObject {
  const { name } = formula.options;
  const pid = pidOf(formula);
  const isLoaded = formula.process.situation.kind !== "stopped";
  const log = `${prefixOf(world)}/var/log/${name}.log`;
  return {
    name,
    service_name: sample.LABEL(name),
    running: pid !== 0,
    loaded: isLoaded,
    schedulable: false,
    pid: pid === 0 ? null : pid,
    exit_code: isLoaded ? 0 : null,
    user: isLoaded ? "someone" : null,
    status: isLoaded ? "started" : "none",
    file: `/Users/someone/Library/LaunchAgents/${sample.LABEL(name)}.plist`,
    command: `${prefixOf(world)}/opt/${name}/bin/${name} serve`,
    working_dir: `${prefixOf(world)}/var`,
    root_dir: null,
    log_path: log,
    error_log_path: log,
    interval: null,
    cron: null,
  };
}
