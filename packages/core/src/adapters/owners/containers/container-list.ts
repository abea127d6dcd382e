import * as v from "valibot";
import { argumentSchema } from "../../../service/owner.ts";
import { parseJsonItems } from "../json-items.ts";

/** A container in the list of an engine. */
export type ListedContainer = {
  readonly name: string;
  readonly isRunning: boolean;
  /** Whether its image or its command is Ollama's. */
  readonly isOllama: boolean;
  readonly published: readonly PublishedPorts[];
  /** Whether it uses the network of the machine; absent where the list does not say so. */
  readonly isOnHostNetwork?: boolean;
};

/** TCP ports of the machine, from `first` to `last`, at an address of the machine; an empty one means every address. */
export type PublishedPorts = { readonly address: string; readonly first: number; readonly last: number };

const portNumber = v.pipe(v.number(), v.integer());

/** A port in podman's list; podman 3 and older use other names ("podman-ps", `--format json`). */
const podmanPortSchema = v.union([
  v.pipe(
    v.object({
      host_ip: v.optional(v.string(), ""),
      host_port: portNumber,
      range: v.optional(portNumber, 1),
      protocol: v.string(),
    }),
    v.transform(({ host_ip, host_port, range, protocol }) => ({
      address: host_ip,
      first: host_port,
      last: host_port + Math.max(range, 1) - 1,
      protocol,
    })),
  ),
  v.pipe(
    v.object({ hostIP: v.optional(v.string(), ""), hostPort: portNumber, protocol: v.string() }),
    v.transform(({ hostIP, hostPort, protocol }) => ({
      address: hostIP,
      first: hostPort,
      last: hostPort,
      protocol,
    })),
  ),
]);

const texts = v.array(v.string());

/**
 * What the lists of docker, podman and nerdctl have in common ("docker container ls", "podman-ps", nerdctl's "command
 * reference"). The command `docker` may be podman's, so each of the forms is expected from each of the tools.
 */
const listedSchema = v.object({
  /** docker: also the names that other containers have for it, after commas. */
  Names: v.union([v.string(), texts]),
  Image: v.optional(v.string(), ""),
  Command: v.nullish(v.union([v.string(), texts])),
  Ports: v.nullish(v.union([v.string(), v.array(podmanPortSchema)])),
  /** nerdctl has none. */
  State: v.optional(v.string()),
  Status: v.optional(v.string(), ""),
  /** Only docker lists the network of the machine here. */
  Networks: v.nullish(v.union([v.string(), texts])),
  Labels: v.nullish(v.unknown()),
});

/** The containers in an engine's list. */
export const parseContainers = (stdout: string): readonly ListedContainer[] =>
  parseJsonItems(stdout).flatMap((item) => {
    const parsed = v.safeParse(listedSchema, item);
    return parsed.success ? toContainer(parsed.output) : [];
  });

type Listed = v.InferOutput<typeof listedSchema>;

function toContainer(listed: Listed): readonly ListedContainer[] {
  const { Names: names, Image: image, Command: command, Ports: ports } = listed;
  const name = (typeof names === "string" ? names.split(",") : names).find((one) => !one.includes("/"));
  if (name === undefined || !v.is(argumentSchema, name)) return [];
  const words = Array.isArray(command) ? command.join(" ") : (command ?? "");
  return [
    {
      name,
      isRunning: isUp(listed),
      isOllama: /(^|\/)ollama([:@]|$)/.test(image) || isServe(words),
      published:
        typeof ports === "string" ? parsePorts(ports) : (ports ?? []).flatMap((port) => tcpOnly(port)),
      ...hostNetworkOf(listed),
    },
  ];
}

/** Looks for one word after the other: a pattern of both takes the square of the time. */
function isServe(command: string): boolean {
  const at = command.search(/\bollama\b/);
  return at >= 0 && /\bserve\b/.test(command.slice(at));
}

/** A paused container keeps its port. */
const isUp = ({ State: state, Status: status }: Listed): boolean =>
  state === undefined ? /^Up\b/.test(status) : ["running", "paused"].includes(state.toLowerCase());

function tcpOnly({ protocol, ...port }: v.InferOutput<typeof podmanPortSchema>): readonly PublishedPorts[] {
  return protocol.split(",").includes("tcp") ? [port] : [];
}

/** `0.0.0.0:11434->11434/tcp, [::]:11434->11434/tcp`; older versions write `:::11434`. */
const parsePorts = (text: string): readonly PublishedPorts[] =>
  text.split(",").flatMap((one): readonly PublishedPorts[] => {
    const [, address, first, last] = /^(?:(.*):)?(\d+)(?:-(\d+))?->\d+(?:-\d+)?\/tcp$/.exec(one.trim()) ?? [];
    if (first === undefined) return [];
    return [
      {
        address: (address ?? "").replace(/^\[|\]$/g, ""),
        first: Number(first),
        last: Number(last ?? first),
      },
    ];
  });

function hostNetworkOf({ Networks: networks, Labels: labels }: Listed): { isOnHostNetwork?: boolean } {
  if (typeof networks === "string") return { isOnHostNetwork: networks === "host" };
  // nerdctl keeps the networks of a container in a label.
  const [, names] = typeof labels === "string" ? (/nerdctl\/networks=(\[[^\][]*\])/.exec(labels) ?? []) : [];
  return names === undefined ? {} : { isOnHostNetwork: names.includes('"host"') };
}
