import type { JsonObject } from "../../json.ts";
import { fails, says, showLog, type Answer } from "../answer.ts";
import { readArguments } from "../arguments.ts";
import type { WorkloadOptions } from "../options.ts";
import * as sample from "../samples/kubectl.ts";
import { pidOf, type Service } from "../world.ts";
import type { Tool } from "../tool.ts";

const VALUED = [
  "--context",
  "-n",
  "--namespace",
  "-o",
  "--output",
  "--replicas",
  "--tail",
  "-l",
  "--selector",
];

type Workload = Service<WorkloadOptions>;

export const kubectl: Tool = async ({ argv }, world) => {
  const asked = readArguments(argv, VALUED);
  const { currentContext, isReachable = true } = world.options.cluster ?? {};
  const [verb = "help", ...words] = asked.words;
  const contexts = new Set([currentContext, ...world.workloads.map(({ options }) => options.context)]);
  if (verb === "config") return configure(words, currentContext, contexts);
  const context = asked.value("--context") ?? currentContext;
  if (!contexts.has(context) || context === undefined) return fails(1, sample.NO_CONTEXT(context ?? ""));
  if (!isReachable) return fails(1, sample.UNREACHABLE);
  const namespace = asked.value("-n", "--namespace") ?? "default";
  const isEverywhere = asked.has("-A", "--all-namespaces");
  const there = world.workloads.filter(
    ({ options }) => options.context === context && (isEverywhere || options.namespace === namespace),
  );
  const { kind, name } = readTarget(words);
  const workload = there.find(({ options }) => options.kind === kind && options.name === name);
  if (verb === "get") return get(words, there, workload);
  if (!workload) return fails(1, sample.NOT_FOUND(`${kind}s.apps`, name));
  if (verb === "scale") return await scale(workload, Number(asked.value("--replicas")));
  if (verb !== "logs") return fails(1, `error: unknown command "${verb}" for "kubectl"`);
  return showLog(() => workload.process.log.map(({ text }) => text), asked.has("-f", "--follow"));
};

function configure(
  [verb]: readonly string[],
  current: string | undefined,
  contexts: ReadonlySet<string | undefined>,
): Answer {
  if (verb === "get-contexts") return says([...contexts].filter((name) => name !== undefined).join("\n"));
  return current === undefined ? fails(1, sample.NO_CURRENT_CONTEXT) : says(current);
}

const KINDS: Readonly<Record<string, string>> = {
  deploy: "deployment",
  deployments: "deployment",
  "deployment.apps": "deployment",
  sts: "statefulset",
  statefulsets: "statefulset",
  "statefulset.apps": "statefulset",
  svc: "service",
  services: "service",
};

const toKind = (word: string): string => KINDS[word] ?? word;

/** `deployment/ollama` or `deployment ollama`. */
function readTarget([first = "", second]: readonly string[]): {
  readonly kind: string;
  readonly name: string;
} {
  const [kind = "", name = second ?? ""] = first.split("/");
  return { kind: toKind(kind), name };
}

function get(words: readonly string[], there: readonly Workload[], workload: Workload | undefined): Answer {
  const { kind, name } = readTarget(words);
  if (name !== "")
    return workload
      ? says(JSON.stringify(toResource(workload), null, 4))
      : fails(1, sample.NOT_FOUND(`${kind}s.apps`, name));
  const kinds = new Set((words[0] ?? "").split(",").map(toKind));
  const items = [
    ...there.filter(({ options }) => kinds.has(options.kind)).map(toResource),
    ...(kinds.has("service") ? there.map(toService) : []),
  ];
  const list = { apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } };
  return says(JSON.stringify(list, null, 4));
}

async function scale({ options, process }: Workload, replicas: number): Promise<Answer> {
  const resource = `${options.kind}s.apps`;
  if (options.rights === "denied")
    return fails(1, sample.FORBIDDEN(resource, options.name, options.namespace));
  if (replicas === 0) await process.stop();
  else process.start();
  return says(`${options.kind}.apps/${options.name} scaled`);
}

function toResource(workload: Workload): JsonObject {
  const { options, process } = workload;
  const replicas = process.situation.kind === "stopped" ? 0 : 1;
  const ready = pidOf(workload) === 0 ? {} : { readyReplicas: 1, availableReplicas: 1 };
  const container = {
    name: "ollama",
    image: options.image ?? "ollama/ollama:latest",
    ports: [{ containerPort: 11434, protocol: "TCP" }],
    env: Object.entries(options.environment ?? {}).map(([name, value]) => ({ name, value })),
  };
  return {
    apiVersion: "apps/v1",
    kind: options.kind === "deployment" ? "Deployment" : "StatefulSet",
    metadata: { name: options.name, namespace: options.namespace, labels: { app: options.name } },
    spec: {
      replicas,
      selector: { matchLabels: { app: options.name } },
      template: { metadata: { labels: { app: options.name } }, spec: { containers: [container] } },
    },
    status: { replicas, ...ready },
  };
}

const toService = ({ options }: Workload): JsonObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: options.name, namespace: options.namespace },
  spec: {
    type: "NodePort",
    selector: { app: options.name },
    ports: [{ port: 11434, targetPort: 11434, protocol: "TCP", nodePort: options.port ?? 31434 }],
  },
});
