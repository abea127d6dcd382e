import { fails, says, showLog, type Answer, type Call } from "../answer.ts";
import { readArguments } from "../arguments.ts";
import type { ContainerOptions, ContextOptions, Engine } from "../options.ts";
import { NO_CONTAINER, NO_OBJECT } from "../samples/engines.ts";
import { pidOf, type Service } from "../world.ts";
import { idOf, toDockerRow, toInspection, toNerdctlRow, toPodmanRow } from "./container-json.ts";
import { answerOfContext, chosenContext, contextCommand } from "./docker-context.ts";
import { fillTemplate } from "./go-template.ts";
import type { Tool } from "../tool.ts";

const VALUED =
  "--context -c --connection -n --namespace --host -H --url --format -f --filter -t --time --tail --since".split(
    " ",
  );

/** `docker`, `podman` or `nerdctl`. */
export const engineTool =
  (engine: Engine): Tool =>
  async (call, world) => {
    const asked = readArguments(withoutFollow(call), VALUED);
    const words = asked.words[0] === "container" ? asked.words.slice(1) : asked.words;
    const [verb = "help", ...names] = words;
    const context = engine === "docker" ? chosenContext(asked, call, world) : undefined;
    if (engine === "docker" && verb === "context") return contextCommand(names, asked, context, world);
    const trouble = engine === "docker" ? answerOfContext(context, world) : undefined;
    if (trouble) return trouble;
    const containers = world.containers.filter(({ options }) => isAt(options, engine, context, asked));
    if (["ps", "ls", "list"].includes(verb))
      return says(list(engine, containers.filter(shownBy(asked)), asked.value("--format") ?? ""));
    const [name = ""] = names;
    const container = containers.find(
      ({ options }) => options.name === name || (name !== "" && idOf(options).startsWith(name)),
    );
    if (verb === "inspect") return inspect(engine, name, container, asked.value("--format", "-f"));
    if (!container) {
      const { code, err } = NO_CONTAINER[engine](name);
      return fails(code, err);
    }
    if (verb === "logs") return logs(container, call.argv, asked.value("--tail", "-n"));
    return await act(verb, name, container);
  };

/** `-f` follows in `logs`, and is `--filter` or `--format` elsewhere. */
const withoutFollow = ({ argv }: Call): readonly string[] =>
  argv.includes("logs") ? argv.filter((word) => word !== "-f") : argv;

type Asked = ReturnType<typeof readArguments>;

function isAt(
  options: ContainerOptions,
  engine: Engine,
  context: ContextOptions | string | undefined,
  asked: Asked,
): boolean {
  if (options.engine !== engine) return false;
  const name = engine === "docker" ? nameOf(context) : asked.value("--connection", "-n", "--namespace");
  return (options.context ?? "default") === (name ?? "default");
}

const nameOf = (context: ContextOptions | string | undefined): string | undefined =>
  typeof context === "object" ? context.name : context;

const shownBy =
  (asked: Asked) =>
  (container: Service<ContainerOptions>): boolean => {
    if (!asked.has("-a", "--all") && pidOf(container) === 0) return false;
    return asked.values("--filter", "-f").every((filter) => {
      const [key, value = ""] = filter.split("=");
      if (key === "name") return container.options.name.includes(value);
      if (key === "publish")
        return (container.options.ports ?? []).some(({ host }) => `${host}` === value.split("/")[0]);
      return true;
    });
  };

function list(engine: Engine, containers: readonly Service<ContainerOptions>[], format: string): string {
  if (engine === "podman" && /json/.test(format)) return JSON.stringify(containers.map(toPodmanRow), null, 2);
  const toRow = { docker: toDockerRow, podman: toPodmanRow, nerdctl: toNerdctlRow }[engine];
  const template = format === "json" ? "{{json .}}" : format || "{{.ID}}   {{.Image}}   {{.Names}}";
  return containers.map((container) => fillTemplate(template, toRow(container))).join("\n");
}

function inspect(
  engine: Engine,
  name: string,
  container: Service<ContainerOptions> | undefined,
  format: string | undefined,
): Answer {
  if (!container) {
    const { code, err } = NO_OBJECT[engine](name);
    return fails(code, err, format === undefined ? "[]" : "");
  }
  const inspection = toInspection(container);
  if (format !== undefined && format !== "json") return says(fillTemplate(format, inspection));
  return says(JSON.stringify([inspection], null, 4));
}

function logs(
  { process }: Service<ContainerOptions>,
  argv: readonly string[],
  tail: string | undefined,
): Answer {
  const before = Number(tail ?? Number.NaN);
  const start = Number.isNaN(before) ? 0 : Math.max(0, process.log.length - before);
  const isFollowed = argv.includes("-f") || argv.includes("--follow");
  return showLog(() => process.log.slice(start).map(({ text }) => text), isFollowed);
}

async function act(verb: string, name: string, { process }: Service<ContainerOptions>): Promise<Answer> {
  if (verb === "stop" || verb === "restart") await process.stop();
  if (verb === "start" || verb === "restart") process.start();
  return ["start", "stop", "restart"].includes(verb) ? says(name) : fails(1, `unknown command: ${verb}`);
}
