import { SPAWNS, type MachineCase } from "../machine-case.ts";
import { withTools } from "../linux/parts.ts";
import { identityOf } from "../linux/process.ts";
import { actsBy, docker, dockerProxy, inContainer, podman } from "./parts.ts";
import { dockerLine, inspected, inspection, NO_SOCKET_RIGHTS, podmanList } from "./samples.ts";
import { failsWith } from "../fake-machine.ts";

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
    name: "docker publishing 11434 for an image with another name, made from Ollama's",
    source:
      "docs.docker.com, “Port publishing and mapping”, “docker inspect”; Dockerfile of Ollama, `OLLAMA_HOST`",
    isSeen: false,
    machine: withTools(
      docker({
        list: dockerLine({ name: "llm", image: "registry.example/llm:3", command: "/start.sh" }),
        inspected: inspected("bridge", ["/start.sh"], ["OLLAMA_HOST=0.0.0.0:11434"]),
      }),
      {},
      [],
    ),
    ...actsBy({ ...ollama, name: "llm" }, "--context"),
  },
  {
    name: "docker publishing 11434 for `ollama serve` by a path that the list cuts off",
    source: "docs.docker.com, “docker container ls”, `--no-trunc`; “docker inspect”",
    isSeen: false,
    machine: withTools(
      docker({
        list: dockerLine({ name: "llm", image: "llm:3", command: "/opt/models/bin/oll…" }),
        inspected: inspected("bridge", ["/opt/models/bin/ollama", "serve"]),
      }),
      {},
      [],
    ),
    ...actsBy({ ...ollama, name: "llm" }, "--context"),
  },
  {
    name: "docker publishing 11434 for a proxy in front of a program outside of containers",
    source:
      "docs.docker.com, “Port publishing and mapping”; docs/faq of Ollama, “How can I use Ollama with a proxy server?”",
    isSeen: false,
    machine: withTools(
      docker({
        list: dockerLine({
          name: "edge",
          ports: "0.0.0.0:11434->80/tcp",
          image: "nginx:1.29",
          command: "nginx",
        }),
        inspected: inspected(
          "bridge",
          ["/docker-entrypoint.sh", "nginx"],
          ["OLLAMA_HOST=http://gpu-box:11434"],
        ),
      }),
      {},
      [dockerProxy(1200)],
    ),
    detected: { kind: "another-program", user: "root" },
    stop: { refused: "not-ours" },
    start: SPAWNS,
  },
  {
    name: "an `ollama serve` that pm2 has started, beside a container at the other addresses",
    source: "docs.docker.com, “Port publishing and mapping”; pm2.keymetrics.io, “Process management”",
    isSeen: false,
    machine: withTools(docker({ list: dockerLine({ name: "ollama" }) }), {}, [
      { pid: 700, argv: ["PM2 v6: God Daemon"], exe: "/usr/bin/node", port: 1 },
      { pid: 812, parent: 700, argv: ["/usr/local/bin/ollama", "serve"], exe: "/usr/local/bin/ollama" },
    ]),
    detected: {
      kind: "another-program",
      process: identityOf(812, "/usr/local/bin/ollama"),
    },
    stop: { refused: "not-ours" },
    start: SPAWNS,
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
  {
    name: "podman under the name of docker",
    source: "podman(1), package podman-docker of Fedora and Debian",
    isSeen: true,
    machine: withTools(
      {
        ...podman({ list: podmanList({ name: "ollama" }) }),
        ...docker({ list: podmanList({ name: "ollama" }), place: "" }),
      },
      {},
      [],
    ),
    ...actsBy({ kind: "container", engine: "podman", name: "ollama" }),
  },
  {
    name: "docker whose daemon a question would start",
    source: "systemd.socket(5), contrib/init/systemd/docker.socket of moby",
    isSeen: false,
    machine: withTools(
      { docker: [] },
      { "/etc/systemd/system/sockets.target.wants/docker.socket": "[Socket]\n" },
      [],
    ),
    detected: { kind: "another-program" },
    stop: { refused: "not-ours" },
    start: SPAWNS,
  },
  {
    name: "docker that was started by its socket",
    source: "systemd.socket(5), contrib/init/systemd/docker.socket of moby",
    isSeen: false,
    machine: withTools(
      docker({ list: dockerLine({ name: "ollama" }) }),
      { "/etc/systemd/system/sockets.target.wants/docker.socket": "[Socket]\n" },
      [{ pid: 600, uid: 0, port: 1, argv: ["/usr/bin/dockerd", "-H", "fd://"] }],
    ),
    ...acts,
  },
  {
    name: "docker that hangs",
    source: "public threads about Docker Desktop that does not answer",
    isSeen: false,
    machine: { tools: { docker: [{ asked: /./, answer: { kind: "timed-out" } }] } },
    detected: { kind: "another-program" },
    stop: { refused: "not-ours" },
    start: SPAWNS,
  },
  {
    name: "docker's container of before, of a person without rights on the socket",
    source: "docs.docker.com, “Linux post-installation steps”",
    isSeen: false,
    machine: withTools({ docker: [{ asked: /./, answer: failsWith(1, NO_SOCKET_RIGHTS) }] }, {}, [
      dockerProxy(1200),
    ]),
    last: ollama,
    detected: ollama,
    stop: {
      fails: "needs-rights",
      does: ["docker --context default stop ollama"],
      line: "sudo docker stop ollama",
    },
    start: {
      fails: "needs-rights",
      does: ["docker --context default start ollama"],
      line: "sudo docker start ollama",
    },
  },
  {
    name: "a container that has stopped, and ran last",
    source: "docs.docker.com, “docker container start”",
    isSeen: false,
    machine: withTools(docker({ list: "" }), {}, []),
    last: ollama,
    start: acts.start,
  },
  {
    name: "a container that has stopped, and is not known from before",
    source: "docs.docker.com, “docker container ls”",
    isSeen: false,
    machine: withTools(docker({ list: "" }), {}, []),
    start: SPAWNS,
  },
  {
    name: "a hand-run Ollama in place of the container that ran last",
    source: "docs.docker.com, “Port publishing and mapping”",
    isSeen: false,
    machine: withTools(docker({ list: dockerLine({ name: "ollama", ports: "", state: "exited" }) }), {}, [
      { pid: 812, argv: ["/usr/local/bin/ollama", "serve"], exe: "/usr/local/bin/ollama", hasTerminal: true },
    ]),
    last: ollama,
    detected: {
      kind: "terminal",
      process: {
        pid: 812,
        startedAt: "6f1c4d0e-1f5b-4a53-9d6c-2f8f0b7f6a11+81200",
        executable: "/usr/local/bin/ollama",
      },
    },
    stop: { does: ["SIGTERM 812"] },
    start: SPAWNS,
  },
];
