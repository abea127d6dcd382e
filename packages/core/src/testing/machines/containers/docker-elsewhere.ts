import type { MachineCase } from "../machine-case.ts";
import { SPAWNS } from "../machine-case.ts";
import { withTools } from "../linux/parts.ts";
import { actsBy, docker, dockerProxy, onMac, podman } from "./parts.ts";
import { contextLine, dockerLine, NO_SOCKET_RIGHTS, podmanList } from "./samples.ts";
import { failsWith } from "../fake-machine.ts";

const ollama = { kind: "container", engine: "docker", context: "default", name: "ollama" } as const;
const acts = actsBy(ollama, "--context");

/** Machines whose docker runs elsewhere, is not up, or ran the service last. */
export const OTHER_DOCKER_MACHINES: readonly MachineCase[] = [
  {
    name: "Docker Desktop on macOS",
    source: "docs.docker.com, “Docker contexts”; a public list of contexts of Docker Desktop",
    isSeen: false,
    machine: onMac(
      docker({
        list: dockerLine({ name: "ollama" }),
        place: [
          contextLine("default", "unix:///var/run/docker.sock", false),
          contextLine("desktop-linux", "unix:///Users/jane/.docker/run/docker.sock"),
        ].join("\n"),
      }),
    ),
    ...actsBy({ ...ollama, context: "desktop-linux" }, "--context"),
  },
  {
    name: "colima on macOS",
    source: "README of colima; a public list of contexts with colima",
    isSeen: false,
    machine: onMac(
      docker({
        list: dockerLine({ name: "ollama" }),
        place: contextLine("colima", "unix:///Users/jane/.colima/default/docker.sock"),
      }),
    ),
    ...actsBy({ ...ollama, context: "colima" }, "--context"),
  },
  {
    name: "Docker Desktop on Windows",
    source: "docs.docker.com, “Docker contexts”, with npipe",
    isSeen: false,
    machine: {
      platform: "win32",
      home: String.raw`C:\Users\jane`,
      tools: docker({
        list: dockerLine({ name: "ollama" }),
        place: contextLine("desktop-linux", "npipe:////./pipe/dockerDesktopLinuxEngine"),
      }),
    },
    ...actsBy({ ...ollama, context: "desktop-linux" }, "--context"),
  },
  {
    name: "Docker Desktop seen from WSL, whose network has no process for the port",
    source: "docs.docker.com, “Docker Desktop WSL 2 backend”",
    isSeen: false,
    machine: {
      ...withTools(docker({ list: dockerLine({ name: "ollama" }) }), {}, []),
      environment: { WSL_DISTRO_NAME: "Ubuntu" },
    },
    ...acts,
  },
  {
    name: "a context on another machine, whose container publishes the same port there",
    source: "docs.docker.com, “Docker contexts”, with ssh",
    isSeen: false,
    machine: withTools(
      docker({ list: dockerLine({ name: "ollama" }), place: contextLine("gpu-box", "ssh://jane@gpu-box") }),
      {},
      [],
    ),
    detected: { kind: "another-program" },
    stop: { refused: "not-ours" },
    start: SPAWNS,
  },
  {
    name: "DOCKER_HOST of another machine, whose container publishes the same port there",
    source: "docs.docker.com, “docker”, environment variables",
    isSeen: false,
    machine: {
      ...withTools(docker({ list: dockerLine({ name: "ollama" }) }), {}, []),
      environment: { DOCKER_HOST: "tcp://192.0.2.7:2376" },
    },
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
