import { fails, says, type Answer, type Call } from "../answer.ts";
import type { readArguments } from "../arguments.ts";
import type { ContextOptions } from "../options.ts";
import { NO_CONTEXT, NO_DAEMON, NO_DAEMON_RIGHTS } from "../samples/engines.ts";
import type { World } from "../world.ts";
import { fillTemplate } from "./go-template.ts";

const DEFAULT: ContextOptions = {
  engine: "docker",
  name: "default",
  endpoint: "unix:///var/run/docker.sock",
};

const contextsOf = ({ options: { contexts = [] } }: World): readonly ContextOptions[] =>
  contexts.some(({ name }) => name === "default") ? contexts : [DEFAULT, ...contexts];

/** `--context`, then `DOCKER_CONTEXT`, then the one in use. A text is a name that no context has. */
export function chosenContext(
  asked: ReturnType<typeof readArguments>,
  { environment }: Call,
  world: World,
): ContextOptions | string {
  const contexts = contextsOf(world);
  const name = asked.value("--context", "-c") ?? environment.DOCKER_CONTEXT;
  if (name !== undefined) return contexts.find((context) => context.name === name) ?? name;
  return contexts.find(({ isCurrent }) => isCurrent) ?? contexts[0] ?? DEFAULT;
}

/** The answer to a call whose engine cannot be asked. */
export function answerOfContext(
  context: ContextOptions | string | undefined,
  world: World,
): Answer | undefined {
  if (typeof context === "string") return fails(1, NO_CONTEXT(context));
  const { endpoint, engineIs = "up" } = context ?? contextsOf(world)[0] ?? DEFAULT;
  switch (engineIs) {
    case "up":
      return undefined;
    case "down":
      return fails(1, NO_DAEMON(endpoint));
    case "forbidden":
      return fails(1, NO_DAEMON_RIGHTS(endpoint.replace("unix://", "")));
  }
}

/** `docker context ls`, `show` and `inspect`. */
export function contextCommand(
  [verb = "ls"]: readonly string[],
  asked: ReturnType<typeof readArguments>,
  current: ContextOptions | string | undefined,
  world: World,
): Answer {
  const currentName = typeof current === "object" ? current.name : current;
  if (verb === "show") return says(currentName ?? "default");
  const format = asked.value("--format") ?? "json";
  const template = format === "json" ? "{{json .}}" : format;
  const rows = contextsOf(world).map((context) =>
    fillTemplate(template, {
      Current: context.name === currentName,
      Description: context.name === "default" ? "Current DOCKER_HOST based configuration" : context.name,
      DockerEndpoint: context.endpoint,
      Error: "",
      Name: context.name,
    }),
  );
  return verb === "ls" ? says(rows.join("\n")) : fails(1, `unknown docker command: "context ${verb}"`);
}
