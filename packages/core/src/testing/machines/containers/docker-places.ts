import { SPAWNS, type MachineCase } from "../machine-case.ts";
import { withTools } from "../linux/parts.ts";
import { another } from "../mac/parts.ts";
import { mac } from "../mac/process.ts";
import { actsBy, docker, onMac } from "./parts.ts";
import { contextLine, dockerLine, inspection } from "./samples.ts";

const ollama = { kind: "container", engine: "docker", context: "default", name: "ollama" } as const;
const acts = actsBy(ollama, "--context");

/** Machines on which docker's engine is in a virtual machine, or elsewhere. */
export const DOCKER_PLACES: readonly MachineCase[] = [
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
    name: "an `ollama serve` of pm2 at 127.0.0.1 of a Mac, beside Docker Desktop at every address",
    source: "lsof(8); docker/for-mac#5895: com.docker.backend listens at every address",
    isSeen: false,
    machine: mac(
      [
        {
          pid: 300,
          comm: "/Applications/Docker.app/Contents/MacOS/com.docker.backend",
          rest: "services",
          listens: ["*:11434"],
        },
        { pid: 640, comm: "PM2 v6.0.5: God Daemon (/Users/jane/.pm2)" },
        {
          pid: 641,
          parent: 640,
          comm: "/opt/homebrew/bin/ollama",
          rest: "serve",
          listens: ["127.0.0.1:11434"],
        },
      ],
      [],
      docker({
        list: dockerLine({ name: "ollama" }),
        place: contextLine("desktop-linux", "unix:///Users/jane/.docker/run/docker.sock"),
      }),
    ),
    detected: another({ pid: 641, comm: "/opt/homebrew/bin/ollama" }),
    stop: { refused: "not-ours" },
    start: SPAWNS,
  },
  {
    name: "Docker Desktop on macOS with a container in the network of its virtual machine",
    source: "docs.docker.com, “Host network driver”, “Docker Desktop”",
    isSeen: false,
    machine: onMac(
      docker({
        list: dockerLine({ name: "ollama", ports: "", network: "host" }),
        inspected: inspection("host"),
        place: contextLine("desktop-linux", "unix:///Users/jane/.docker/run/docker.sock"),
      }),
    ),
    detected: { kind: "another-program" },
    stop: { refused: "not-ours" },
    start: SPAWNS,
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
    // It has no answer to `ps`: that would open a connection to the other machine.
    machine: withTools(
      { docker: [{ asked: /^context ls /, answer: contextLine("gpu-box", "ssh://jane@gpu-box") }] },
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
];
