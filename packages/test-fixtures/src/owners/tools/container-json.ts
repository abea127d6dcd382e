import { createHash } from "node:crypto";
import type { JsonObject } from "../../json.ts";
import type { ContainerOptions } from "../options.ts";
import { pidOf, type Service } from "../world.ts";

type Container = Service<ContainerOptions>;

export const idOf = ({ engine, context = "", name }: ContainerOptions): string =>
  createHash("sha256").update(`${engine}/${context}/${name}`).digest("hex");

const imageOf = ({ image }: ContainerOptions): string => image ?? "ollama/ollama:latest";

export const stateOf = ({ process: { situation } }: Container): string =>
  ({ running: "running", restarting: "restarting", stopped: "exited" })[situation.kind];

function statusOf({ process: { situation } }: Container): string {
  switch (situation.kind) {
    case "running":
      return "Up 2 minutes";
    case "restarting":
      return `Restarting (${situation.code}) 1 second ago`;
    case "stopped":
      return situation.code === undefined ? "Created" : `Exited (${situation.code}) 5 seconds ago`;
  }
}

const portsOf = (container: Container): string =>
  pidOf(container) === 0
    ? ""
    : (container.options.ports ?? [])
        .map((port) => `${port.address ?? "0.0.0.0"}:${port.host}->${port.container}/tcp`)
        .join(", ");

/** A line of `docker ps --format json` (docker/cli#4071). */
export const toDockerRow = (container: Container): JsonObject => ({
  Command: '"/bin/ollama serve"',
  CreatedAt: "2026-11-28 20:59:19 +0000 UTC",
  ID: idOf(container.options).slice(0, 12),
  Image: imageOf(container.options),
  Labels: "",
  LocalVolumes: "1",
  Mounts: "ollama",
  Names: container.options.name,
  Networks: "bridge",
  Ports: portsOf(container),
  RunningFor: "2 minutes ago",
  Size: "0B",
  State: stateOf(container),
  Status: statusOf(container),
});

/** A line of `nerdctl ps --format json`: it has no `State`. */
export const toNerdctlRow = (container: Container): JsonObject => ({
  Command: '"/bin/ollama serve"',
  CreatedAt: "2026-11-28 20:59:19 +0000 UTC",
  ID: idOf(container.options).slice(0, 12),
  Image: `docker.io/${imageOf(container.options)}`,
  Platform: "linux/amd64",
  Names: container.options.name,
  Ports: portsOf(container),
  Status: pidOf(container) === 0 ? statusOf(container) : "Up",
  Runtime: "io.containerd.runc.v2",
  Size: "0B",
  Labels: "",
});

/** An item of `podman ps --format json`, which is one indented list, also with `{{json .}}`. */
export const toPodmanRow = (container: Container): JsonObject => {
  const { situation } = container.process;
  return {
    AutoRemove: false,
    Command: ["serve"],
    CreatedAt: "2 minutes ago",
    Exited: situation.kind === "stopped" && situation.code !== undefined,
    ExitedAt: -62135596800,
    ExitCode: situation.kind === "stopped" ? (situation.code ?? 0) : 0,
    Id: idOf(container.options),
    Image: `docker.io/${imageOf(container.options)}`,
    ImageID: "",
    IsInfra: false,
    Labels: null,
    Mounts: [],
    Names: [container.options.name],
    Namespaces: {},
    Networks: [],
    Pid: pidOf(container),
    Pod: "",
    PodName: "",
    Ports: (container.options.ports ?? []).map((port) => ({
      host_ip: port.address ?? "",
      container_port: port.container,
      host_port: port.host,
      range: 1,
      protocol: "tcp",
    })),
    Size: null,
    StartedAt: situation.kind === "running" ? Math.floor(situation.sinceMs / 1000) : -62135596800,
    State: stateOf(container),
    Status: statusOf(container),
    Created: 1795916366,
  };
};

/** An item of `inspect`: what the three engines have in common. */
export const toInspection = (container: Container): JsonObject => {
  const { options, process } = container;
  const bindings = Object.fromEntries(
    (options.ports ?? []).map((port) => [
      `${port.container}/tcp`,
      [{ HostIp: port.address ?? "", HostPort: `${port.host}` }],
    ]),
  );
  const { situation } = process;
  return {
    Id: idOf(options),
    Created: "2026-11-28T20:59:19.113Z",
    Path: "/bin/ollama",
    Args: ["serve"],
    State: {
      Status: stateOf(container),
      Running: situation.kind === "running",
      Paused: false,
      Restarting: situation.kind === "restarting",
      OOMKilled: false,
      Dead: false,
      Pid: pidOf(container),
      ExitCode: situation.kind === "running" ? 0 : (situation.code ?? 0),
      Error: "",
      StartedAt:
        situation.kind === "running" ? new Date(situation.sinceMs).toISOString() : "0001-01-01T00:00:00Z",
    },
    Image: "sha256:0000",
    // podman has no slash.
    Name: options.engine === "podman" ? options.name : `/${options.name}`,
    RestartCount: process.restarts,
    HostConfig: {
      PortBindings: bindings,
      RestartPolicy: { Name: options.restart ?? "no", MaximumRetryCount: 0 },
    },
    Mounts: [{ Type: "volume", Name: "ollama", Destination: "/root/.ollama", RW: true }],
    Config: {
      Image: imageOf(options),
      Env: Object.entries(options.environment ?? {}).map(([name, value]) => `${name}=${value}`),
      Labels: {},
    },
    NetworkSettings: { Ports: situation.kind === "running" ? bindings : {} },
  };
};
