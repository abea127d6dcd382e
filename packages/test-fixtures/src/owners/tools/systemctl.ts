import { fails, says, type Answer } from "../answer.ts";
import { readArguments } from "../arguments.ts";
import type { UnitOptions } from "../options.ts";
import * as sample from "../samples/systemctl.ts";
import type { Service } from "../world.ts";
import { fragmentPathOf, propertiesOf } from "./unit-properties.ts";
import type { Tool } from "../tool.ts";

export const systemctl: Tool = async ({ argv }, world) => {
  const asked = readArguments(argv, ["-p", "--property", "-P", "-t", "--type", "-n", "-o"]);
  const scope = asked.has("--user") ? "user" : "system";
  if (world.options.systemd === "not-booted") return fails(1, sample.NOT_BOOTED);
  if (world.options.systemd === "no-bus" && scope === "user") return fails(1, sample.NO_USER_BUS);
  const units = world.units.filter(({ options }) => (options.scope ?? "system") === scope);
  const [verb = "list-units", word = ""] = asked.words;
  const name = word.includes(".") ? word : `${word}.service`;
  const unit = units.find(({ options }) => options.name === name);
  switch (verb) {
    case "start":
    case "restart":
    case "stop":
      return await act(verb, name, unit);
    case "show":
      return says(show(unit, asked.values("-p", "--property", "-P"), asked.has("--value", "-P")));
    case "is-active": {
      const state = unit ? propertiesOf(unit).ActiveState : "inactive";
      return state === "active" ? says(state) : fails(3, "", state);
    }
    case "cat":
      return unit ? says(toUnitFile(unit.options)) : fails(1, sample.NO_FILES(name));
    case "status":
      return unit ? says(`● ${name} - Ollama Service`) : fails(4, sample.NOT_BE_FOUND(name));
    case "list-unit-files":
      return says(listFiles(units.map(({ options }) => options)));
    default:
      return fails(1, `Unknown command verb ${verb}.`);
  }
};

async function act(
  verb: "start" | "restart" | "stop",
  name: string,
  unit: Service<UnitOptions> | undefined,
): Promise<Answer> {
  if (unit?.options.rights === "denied") return fails(4, sample.ACCESS_DENIED(verb, name));
  if (unit?.options.rights === "no-agent") return fails(1, sample.INTERACTIVE_AUTHENTICATION(verb, name));
  if (!unit) return fails(5, verb === "stop" ? sample.NOT_LOADED(name) : sample.NOT_FOUND(name));
  if (unit.options.unitFileState === "masked" && verb !== "stop") return fails(1, sample.MASKED(name));
  if (verb !== "start") await unit.process.stop();
  if (verb !== "stop") unit.process.start();
  return says("");
}

function show(
  unit: Service<UnitOptions> | undefined,
  properties: readonly string[],
  isBare: boolean,
): string {
  const asked = properties.flatMap((names) => names.split(","));
  const known: Readonly<Record<string, string>> = unit ? propertiesOf(unit) : UNKNOWN_UNIT;
  return sample.SHOW_ORDER.filter((name) => name in known && (asked.length === 0 || asked.includes(name)))
    .map((name) => (isBare ? (known[name] ?? "") : `${name}=${known[name] ?? ""}`))
    .join("\n");
}

/** `systemctl show` of a unit that does not exist exits with 0. */
const UNKNOWN_UNIT = {
  MainPID: "0",
  Environment: "",
  User: "",
  LoadState: "not-found",
  ActiveState: "inactive",
  SubState: "dead",
  FragmentPath: "",
  DropInPaths: "",
  UnitFileState: "",
};

function listFiles(units: readonly UnitOptions[]): string {
  const rows = units.map(({ name, unitFileState = "enabled" }) => [name, unitFileState] as const);
  const width = Math.max(...rows.map(([name]) => name.length), "UNIT FILE".length);
  const toRow = (name: string, state: string, preset: string): string =>
    `${name.padEnd(width)} ${state.padEnd(8)} ${preset}`;
  const list = rows.map(([name, state]) => toRow(name, state, "enabled"));
  return [toRow("UNIT FILE", "STATE", "PRESET"), ...list, "", `${rows.length} unit files listed.`].join("\n");
}

/** The unit of Ollama's install script (docs/ollama.md §4.3). */
function toUnitFile(options: UnitOptions): string {
  const { user, restart = "always", environment = {} } = options;
  const command = [options.command ?? "/usr/local/bin/ollama", ...(options.arguments ?? ["serve"])];
  return [
    `# ${fragmentPathOf(options)}`,
    "[Unit]",
    "Description=Ollama Service",
    "After=network-online.target",
    "",
    "[Service]",
    `ExecStart=${command.join(" ")}`,
    ...(user === undefined ? [] : [`User=${user}`, `Group=${user}`]),
    `Restart=${restart}`,
    "RestartSec=3",
    ...Object.entries(environment).map(([name, value]) => `Environment="${name}=${value}"`),
    "",
    "[Install]",
    "WantedBy=default.target",
  ].join("\n");
}
