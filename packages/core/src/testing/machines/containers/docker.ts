import type { MachineCase } from "../machine-case.ts";
import { SPAWNS } from "../machine-case.ts";
import { withTools } from "../linux/parts.ts";
import { actsBy, docker, dockerProxy, inContainer } from "./parts.ts";
import { dockerLine, inspection } from "./samples.ts";

const ollama = { kind: "container", engine: "docker", context: "default", name: "ollama" } as const;
const acts = actsBy(ollama, "--context");
const SCOPE = "/system.slice/docker-58574f0f1a2d.scope";

/** Machines with docker. */
export const DOCKER_MACHINES: readonly MachineCase[] = [
  {
    name: "docker publishing 11434 on Linux",
    source: "docs/docker.md of Ollama; docs.docker.com, “docker container ls”",
    isSeen: false,
    machine: withTools(docker({ list: dockerLine({ name: "ollama" }) }), {}, [
      dockerProxy(1200),
      { ...inContainer(1300, SCOPE), port: 1 },
    ]),
    ...acts,
  },
  {
    name: "docker without its proxy for ports: nothing of this machine listens",
    source: "docs.docker.com, “dockerd”, `userland-proxy`",
    isSeen: false,
    machine: withTools(docker({ list: dockerLine({ name: "ollama" }) }), {}, []),
    ...acts,
  },
  {
    name: "docker publishing 11434 for a proxy, with Ollama in another container",
    source: "docs.docker.com, “Port publishing and mapping”",
    isSeen: false,
    machine: withTools(
      docker({
        list: [
          dockerLine({
            name: "open-webui",
            ports: "0.0.0.0:3000->8080/tcp",
            image: "open-webui",
            command: "bash start.sh",
          }),
          dockerLine({ name: "ollama", ports: "11434/tcp" }),
          dockerLine({
            name: "proxy",
            ports: "127.0.0.1:11434->80/tcp",
            image: "caddy:2",
            command: "caddy run",
          }),
        ].join("\n"),
      }),
      {},
      [],
    ),
    detected: { kind: "another-program" },
    stop: { refused: "not-ours" },
    start: SPAWNS,
  },
  {
    name: "docker publishing 11434 for a container whose image has another name",
    source: "docs.docker.com, “Port publishing and mapping”",
    isSeen: false,
    machine: withTools(
      docker({ list: dockerLine({ name: "llm", image: "registry.example/llm:3", command: "/start.sh" }) }),
      {},
      [],
    ),
    ...actsBy({ ...ollama, name: "llm" }, "--context"),
  },
  {
    name: "two containers on two ports",
    source: "docs.docker.com, “Port publishing and mapping”",
    isSeen: false,
    at: "127.0.0.1:11435",
    machine: withTools(
      docker({
        list: [
          dockerLine({ name: "ollama" }),
          dockerLine({ name: "ollama-2", ports: "0.0.0.0:11435->11434/tcp, :::11435->11434/tcp" }),
        ].join("\n"),
      }),
      {},
      [],
    ),
    ...actsBy({ ...ollama, name: "ollama-2" }, "--context"),
  },
  {
    name: "docker with --network=host and a port of its own",
    source: "docs.docker.com, “Host network driver”, “docker inspect”",
    isSeen: false,
    at: "127.0.0.1:11500",
    machine: withTools(
      docker({
        list: dockerLine({ name: "ollama", ports: "", network: "host" }),
        inspected: inspection("host", "127.0.0.1:11500"),
      }),
      {},
      [],
    ),
    ...acts,
  },
  {
    name: "docker with --network=host on another port than the service that answers",
    source: "docs.docker.com, “Host network driver”, “docker inspect”",
    isSeen: false,
    machine: withTools(
      docker({
        list: dockerLine({ name: "ollama", ports: "", network: "host" }),
        inspected: inspection("host", "127.0.0.1:11500"),
      }),
      {},
      [],
    ),
    detected: { kind: "another-program" },
    stop: { refused: "not-ours" },
    start: SPAWNS,
  },
  {
    name: "docker publishing 11434 at another address alone",
    source: "docs.docker.com, “Port publishing and mapping”",
    isSeen: false,
    machine: withTools(
      docker({ list: dockerLine({ name: "ollama", ports: "192.168.1.5:11434->11434/tcp" }) }),
      {},
      [],
    ),
    detected: { kind: "another-program" },
    stop: { refused: "not-ours" },
    start: SPAWNS,
  },
];
