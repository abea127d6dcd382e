import { describe, expect, it } from "vitest";
import { findSurroundings } from "../adapters/system/surroundings.ts";
import { FakeMachine, type MachineCase } from "../testing/machines/index.ts";
import { remoteKindOf, wayOut } from "./remote-window.ts";

type Parts = MachineCase["machine"];

/** `/proc/net/route` of a machine whose gateway this is (proc(5)). */
const routeBy = (hex: string): string =>
  [
    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
    "eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0",
    `eth0\t00000000\t${hex}\t0003\t0\t0\t0\t00000000\t0\t0\t0`,
    "",
  ].join("\n");
const DOCKER_ROUTE = routeBy("010011AC"); // 172.17.0.1
const WSL_ROUTE = routeBy("01E01FAC"); // 172.31.224.1
const OSRELEASE = "/proc/sys/kernel/osrelease";
const wsl = (mode: string): Parts => ({
  files: { "/proc/net/route": WSL_ROUTE, [OSRELEASE]: "6.6.87.2-microsoft-standard-WSL2\n" },
  tools: { "/bin/wslinfo": [{ asked: "--networking-mode", answer: `${mode}\n` }] },
});

/** The machines that a remote window may be on, by what their documentation says; none was seen. */
const WINDOWS: readonly (readonly [name: string, remote: string, machine: Parts, found: object])[] = [
  [
    "an SSH host",
    "ssh-remote",
    {},
    {
      addresses: ["127.0.0.1:11435"],
      lines: ["RemoteForward 11435 127.0.0.1:11434", "ssh -N -R 11435:127.0.0.1:11434 HOST"],
      source: expect.stringContaining("ssh_config"),
    },
  ],
  [
    "WSL 2 with a network of its own",
    "wsl",
    wsl("nat"),
    {
      addresses: ["172.31.224.1:11434"],
      lines: ["setx OLLAMA_HOST 0.0.0.0"],
      source: expect.stringContaining("accessing-windows-networking-apps-from-linux-host-ip"),
    },
  ],
  [
    "WSL 2 with a mirrored network",
    "wsl",
    wsl("mirrored"),
    { addresses: ["127.0.0.1:11434"], lines: [], source: expect.stringContaining("mirrored-mode") },
  ],
  [
    "WSL 1",
    "wsl",
    wsl("wsl1"),
    { addresses: ["127.0.0.1:11434"], lines: [], source: expect.stringContaining("wsl/networking") },
  ],
  [
    "WSL that tells of no gateway",
    "wsl",
    {},
    { addresses: [], lines: ["setx OLLAMA_HOST 0.0.0.0"], source: expect.any(String) },
  ],
  [
    "a dev container of Docker",
    "dev-container",
    { files: { "/.dockerenv": "", "/proc/net/route": DOCKER_ROUTE } },
    {
      addresses: ["host.docker.internal:11434", "172.17.0.1:11434"],
      lines: [`"runArgs": ["--add-host=host.docker.internal:host-gateway"]`, "OLLAMA_HOST=0.0.0.0"],
      source: expect.stringContaining("docs.docker.com"),
    },
  ],
  [
    "a dev container that was started with the name of its host",
    "dev-container",
    {
      files: {
        "/.dockerenv": "",
        "/etc/hosts": "127.0.0.1 localhost\n172.17.0.1\thost.docker.internal\n",
        "/proc/net/route": DOCKER_ROUTE,
      },
    },
    {
      addresses: ["host.docker.internal:11434"],
      lines: ["OLLAMA_HOST=0.0.0.0"],
      source: expect.stringContaining("docs.docker.com"),
    },
  ],
  [
    "a container of Podman to which VS Code is attached",
    "attached-container",
    {
      files: {
        "/run/.containerenv": "",
        "/etc/hosts": "10.0.2.2 host.containers.internal host.docker.internal # by Podman\n",
        "/proc/net/route": routeBy("0202000A"),
      },
    },
    {
      addresses: ["host.containers.internal:11434"],
      lines: ["OLLAMA_HOST=0.0.0.0"],
      source: expect.stringContaining("docs.podman.io"),
    },
  ],
  [
    "a codespace",
    "codespaces",
    { files: { "/.dockerenv": "", "/proc/net/route": DOCKER_ROUTE } },
    {
      addresses: ["127.0.0.1:11435"],
      lines: ["gh codespace ssh -- -N -R 11435:127.0.0.1:11434"],
      source: expect.stringContaining("cli.github.com"),
    },
  ],
  [
    "the end of a tunnel",
    "tunnel",
    {},
    { addresses: [], lines: [], source: expect.stringContaining("tunnels") },
  ],
  [
    "a server of VS Code for a browser",
    "10.0.0.7:8080",
    {},
    { addresses: [], lines: [], source: expect.stringContaining("remote-overview") },
  ],
  [
    "a kind that is not known",
    "k8s-container",
    { platform: "darwin" },
    { addresses: [], lines: [], source: expect.any(String) },
  ],
];

describe("the way from a remote window to the person's own Ollama", () => {
  it.each(WINDOWS)("from %s", async (_name, remote, parts, found) => {
    const machine = new FakeMachine(parts);
    const surroundings = await findSurroundings(machine);
    const way = wayOut({ kind: remoteKindOf(remote), surroundings, forwardPort: 11435 });
    expect({
      addresses: way.addresses.map(({ address }) => address),
      lines: way.lines.map(({ line }) => line),
      source: way.source,
    }).toEqual(found);
    expect(machine.unanswered).toEqual([]);
  });

  it("is looked up without a tool, except in WSL", async () => {
    const machine = new FakeMachine({ files: { "/.dockerenv": "", "/proc/net/route": DOCKER_ROUTE } });
    await findSurroundings(machine);
    expect(machine.asked).toEqual([]);
  });

  it("is not told by unreadable routes or hosts", async () => {
    const files = { "/etc/hosts": "#\n\n::1", "/proc/net/route": "Iface\nx\t00000000\tzz\neth0" };
    expect(await findSurroundings(new FakeMachine({ files }))).toEqual({ names: [] });
  });
});
