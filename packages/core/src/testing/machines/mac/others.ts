import { SPAWNS, type MachineCase } from "../machine-case.ts";
import { APP, AT, MACOS, OPEN, REFUSED, RESOURCES, another, appFiles, ends, opens, zsh } from "./parts.ts";
import { mac, macIdentity, type MacProcess } from "./process.ts";

/** Macs where something else has the port. */
export const MAC_OTHERS: readonly MachineCase[] = [
  {
    name: "an `ollama serve` in Terminal, on a Mac with the app",
    source: "ps(1) of macOS: a login shell is `-zsh`, and login(1) runs as root",
    isSeen: false,
    machine: mac(
      [...zsh, { pid: 812, parent: 502, comm: "ollama", rest: "serve", listens: AT }],
      appFiles(APP),
      OPEN,
    ),
    detected: { kind: "terminal", process: macIdentity(812, "ollama") },
    stop: ends(812),
    start: opens(APP),
  },
  {
    name: "an `ollama serve` in Terminal at another port, beside the app",
    source: "docs/ollama.md §4.1; lsof(8)",
    isSeen: false,
    machine: mac(
      [
        ...zsh,
        { pid: 711, comm: `${APP}/${MACOS}` },
        { pid: 733, parent: 711, comm: `${APP}/${RESOURCES}`, rest: "serve" },
        { pid: 812, parent: 502, comm: "ollama", rest: "serve", listens: ["127.0.0.1:11500"] },
      ],
      appFiles(APP),
    ),
    at: "127.0.0.1:11500",
    detected: { kind: "terminal", process: macIdentity(812, "ollama") },
    stop: ends(812),
    start: SPAWNS,
  },
  nixDarwin({
    pid: 640,
    comm: "/nix/store/0a9q-ollama-0.12.3/bin/ollama",
    rest: "serve",
    listens: AT,
    job: "org.nixos.ollama",
  }),
  {
    name: "the program of the Ollama app, started in Terminal by its path",
    source: "ps(1) of macOS; docs/ollama.md §4.3",
    isSeen: false,
    machine: mac(
      [...zsh, { pid: 812, parent: 502, comm: `${APP}/${RESOURCES}`, rest: "serve", listens: AT }],
      appFiles(APP),
      OPEN,
    ),
    detected: { kind: "terminal", process: macIdentity(812, `${APP}/${RESOURCES}`) },
    stop: ends(812),
    start: opens(APP),
  },
  {
    name: "another user's `ollama serve` on a Mac",
    source: "lsof(8): without more rights only the person's own processes; ps(1) shows all",
    isSeen: false,
    machine: mac([{ pid: 640, user: "joe", comm: "/usr/local/bin/ollama", rest: "serve" }]),
    detected: another({ pid: 640, comm: "/usr/local/bin/ollama" }, { user: "joe" }),
    stop: REFUSED,
    start: SPAWNS,
  },
  {
    name: "another program at the port of a Mac",
    source: "lsof(8), ps(1) of macOS",
    isSeen: false,
    machine: mac([
      ...zsh,
      { pid: 640, parent: 502, comm: "python3", rest: "-m http.server 11434", listens: ["*:11434"] },
    ]),
    detected: another({ pid: 640, comm: "python3" }),
    stop: REFUSED,
    start: SPAWNS,
  },
  {
    name: "the server of another app, which has Ollama in its bundle",
    source: "ps(1) of macOS; apps that bundle Ollama start it as their child",
    isSeen: false,
    machine: mac([
      { pid: 640, comm: "/Applications/Msty.app/Contents/MacOS/Msty" },
      {
        pid: 641,
        parent: 640,
        comm: "/Applications/Msty.app/Contents/Resources/msty-local/ollama",
        rest: "serve",
        listens: AT,
      },
    ]),
    detected: another({ pid: 641, comm: "/Applications/Msty.app/Contents/Resources/msty-local/ollama" }),
    stop: REFUSED,
    start: SPAWNS,
  },
  {
    name: "Docker Desktop of a Mac, which has the port of a container",
    source: "docker/for-mac#5895: com.docker.backend listens",
    isSeen: false,
    machine: mac([
      {
        pid: 300,
        comm: "/Applications/Docker.app/Contents/MacOS/com.docker.backend",
        rest: "services",
        listens: ["*:11434"],
      },
    ]),
    detected: another({ pid: 300, comm: "/Applications/Docker.app/Contents/MacOS/com.docker.backend" }),
    stop: REFUSED,
    start: SPAWNS,
  },
];

function nixDarwin(process: MacProcess): MachineCase {
  return {
    name: "a job of launchd that nix-darwin has made",
    source:
      "nix-darwin's `launchd.user.agents`: its labels begin with org.nixos; `launchctl list` of launchctl(1)",
    isSeen: false,
    machine: mac([process]),
    detected: another(process, { job: "org.nixos.ollama" }),
    stop: { refused: "launchd-job" },
    start: SPAWNS,
  };
}
