import { isLoopback, isUnspecified, canonicalHostname } from "../../../hosts/hostname.ts";
import type { Endpoint } from "../../../hosts/endpoint.ts";
import type { Owner } from "../../../service/owner.ts";
import type { Machine } from "../machine.ts";
import type { Place } from "../managed-owner.ts";
import { parseContainers, type ListedContainer, type PublishedPorts } from "./container-list.ts";
import { parseCurrentContext, parseDefaultConnection, isLocalEngine } from "./engine-places.ts";
import { engineArgv, ENGINE_NAMES, type Engine } from "./engines.ts";
import { parseInspected } from "./inspected-container.ts";
import { isSleeping } from "./sleeping-engine.ts";
import type { Argv } from "../tool-result.ts";

export type ContainerOwner = Extract<Owner, { readonly kind: "container" }>;

/** A tool that takes longer is given up: it is only asked who runs a service. */
const LOOK_PATIENCE_MS = 3_000;

/** The container that runs the service at this endpoint. Each engine that is installed is asked, all at the same time. */
export async function findContainer({ endpoint, machine }: Place): Promise<ContainerOwner | undefined> {
  const found = await Promise.all(ENGINE_NAMES.map((engine) => findIn(engine, endpoint, machine)));
  return found.find((owner) => owner !== undefined);
}

/** Every container that runs Ollama, or did: those that publish the port of this endpoint first. */
export async function listContainers({ endpoint, machine }: Place): Promise<readonly ContainerOwner[]> {
  const lists = await Promise.all(
    ENGINE_NAMES.map(async (engine) => {
      const listed = await listIn(engine, machine, ["ps", "--all"]);
      return listed
        ? listed.containers.map((container) => ({ container, owner: listed.ownerOf(container) }))
        : [];
    }),
  );
  const all = lists.flat();
  return [
    ...all.filter(({ container }) => publishes(container, endpoint)),
    ...all.filter(({ container }) => container.isOllama && !publishes(container, endpoint)),
  ].map(({ owner }) => owner);
}

async function findIn(
  engine: Engine,
  endpoint: Endpoint,
  machine: Machine,
): Promise<ContainerOwner | undefined> {
  const listed = await listIn(engine, machine, ["ps"]);
  if (!listed) return undefined;
  const running = listed.containers.filter(({ isRunning }) => isRunning);
  const publishers = running.filter((container) => publishes(container, endpoint));
  const known = publishers.find(({ isOllama }) => isOllama);
  if (known) return listed.ownerOf(known);
  // One that cannot be seen to run Ollama may be a proxy in front of another program.
  for (const container of publishers) {
    const owner = listed.ownerOf(container);
    if ((await inspect(owner, machine))?.isOllama) return owner;
  }
  // In a virtual machine, the network of "the machine" is that of the virtual one.
  if (publishers.length > 0 || machine.platform !== "linux") return undefined;
  for (const container of running.filter(mayBeOnHostNetwork)) {
    const owner = listed.ownerOf(container);
    const inspected = await inspect(owner, machine);
    const isOnHostNetwork = container.isOnHostNetwork ?? inspected?.network === "host";
    if (inspected?.port === endpoint.port && isOnHostNetwork) return owner;
  }
  return undefined;
}

const inspect = async ({ engine, context, name }: ContainerOwner, machine: Machine) =>
  parseInspected(await ask(machine, [...engineArgv(engine, context), "inspect", name]));

/** Without ports of its own, a container may have the ports of the machine. */
const mayBeOnHostNetwork = ({ isOllama, published, isOnHostNetwork = true }: ListedContainer): boolean =>
  isOllama && published.length === 0 && isOnHostNetwork;

type Listed = {
  readonly containers: readonly ListedContainer[];
  readonly ownerOf: (container: ListedContainer) => ContainerOwner;
};

/** The containers of the engine that the tool talks to; `undefined` if that is on another machine, or does not run. */
async function listIn(
  engine: Engine,
  machine: Machine,
  command: readonly string[],
): Promise<Listed | undefined> {
  if (!isLocalEngine(machine.environment[ADDRESS_VARIABLES[engine]] ?? "")) return undefined;
  if (await isSleeping(engine, machine)) return undefined;
  const place = await placeOf(engine, machine);
  if (place?.isLocal === false) return undefined; // to list its containers would open a connection to it
  const list = await ask(machine, [engine, ...command, "--format", "{{json .}}"]);
  return {
    containers: parseContainers(list),
    ownerOf: ({ name }) => ({ kind: "container", engine, name, ...(place && { context: place.name }) }),
  };
}

/** An address in the environment takes precedence over the context or connection that is in use. */
const ADDRESS_VARIABLES = {
  podman: "CONTAINER_HOST",
  docker: "DOCKER_HOST",
  nerdctl: "CONTAINERD_ADDRESS",
} as const satisfies Record<Engine, string>;

/** On Linux, podman runs containers itself, without a connection. */
async function placeOf(engine: Engine, machine: Machine) {
  if (engine === "docker")
    return parseCurrentContext(await ask(machine, ["docker", "context", "ls", "--format", "{{json .}}"]));
  if (engine === "podman" && machine.platform !== "linux")
    return parseDefaultConnection(
      await ask(machine, ["podman", "system", "connection", "list", "--format", "json"]),
    );
  return undefined;
}

/** What a tool prints; empty if it is missing, fails or takes too long. */
async function ask(machine: Machine, argv: Argv): Promise<string> {
  const result = await machine.run(argv, LOOK_PATIENCE_MS);
  return result.kind === "exited" && result.code === 0 ? result.stdout : "";
}

const publishes = ({ published }: ListedContainer, { dialHostname, port }: Endpoint): boolean =>
  published.some((ports) => ports.first <= port && port <= ports.last && isReachedAt(ports, dialHostname));

const isReachedAt = ({ address }: PublishedPorts, hostname: string): boolean =>
  address === "" ||
  isUnspecified(address) ||
  canonicalHostname(address) === canonicalHostname(hostname) ||
  (isLoopback(address) && isLoopback(hostname));
