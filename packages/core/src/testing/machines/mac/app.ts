import { mac, macIdentity } from "./process.ts";
import { SPAWNS, type MachineCase } from "../machine-case.ts";
import { APP, AT, MACOS, OPEN, RESOURCES, appFiles, ends, opens, theApp } from "./parts.ts";

const HOME_APP = "/Users/jane/Applications/Ollama.app";

/** Macs with the Ollama app. */
export const MAC_APP: readonly MachineCase[] = [
  {
    name: "the Ollama app of a Mac",
    source: "docs/ollama.md §4.3; app/server/server_unix.go of Ollama; ps(1), lsof(8), open(1) of macOS",
    isSeen: false,
    machine: mac(theApp(APP), appFiles(APP), OPEN),
    detected: { kind: "mac-app", app: APP, process: macIdentity(711, `${APP}/${MACOS}`) },
    stop: ends(711),
    start: opens(APP),
  },
  {
    name: "the Ollama app in the Applications folder of the person",
    source: "docs/ollama.md §4.3; “Install apps” of Apple's macOS User Guide: ~/Applications",
    isSeen: false,
    machine: mac(theApp(HOME_APP), appFiles(HOME_APP), OPEN),
    detected: { kind: "mac-app", app: HOME_APP, process: macIdentity(711, `${HOME_APP}/${MACOS}`) },
    stop: ends(711),
    start: opens(HOME_APP),
  },
  {
    name: "the Ollama app that launchd has started when the person logged in, by a path in its bundle",
    source: "com.ollama.ollama.plist of Ollama's app/darwin: ProgramArguments are relative to the bundle",
    isSeen: false,
    machine: mac(
      [
        { pid: 711, comm: "Contents/Frameworks/Squirrel.framework/Versions/A/Squirrel", rest: "background" },
        { pid: 733, parent: 711, comm: `${APP}/${RESOURCES}`, rest: "serve", listens: AT },
      ],
      appFiles(APP),
      OPEN,
    ),
    detected: {
      kind: "mac-app",
      app: APP,
      process: macIdentity(711, "Contents/Frameworks/Squirrel.framework/Versions/A/Squirrel"),
    },
    stop: ends(711),
    start: opens(APP),
  },
  {
    name: "the Ollama app whose server was killed, and which has started another one",
    source: "app/server/server.go of Ollama: restartDelay; docs/ollama.md §4.3",
    isSeen: false,
    machine: mac(
      [
        { pid: 711, comm: `${APP}/${MACOS}` },
        { pid: 801, parent: 711, comm: `${APP}/${RESOURCES}`, rest: "serve", listens: AT },
      ],
      appFiles(APP),
      OPEN,
    ),
    last: { kind: "mac-app", app: APP },
    detected: { kind: "mac-app", app: APP, process: macIdentity(711, `${APP}/${MACOS}`) },
    stop: ends(711),
    start: opens(APP),
  },
  {
    name: "a second start of the Ollama app, of which the first still ends",
    source: "docs/ollama.md §4.3: macOS kills the older one",
    isSeen: false,
    machine: mac(
      [
        { pid: 711, comm: `${APP}/${MACOS}` },
        { pid: 901, comm: `${APP}/${MACOS}`, rest: "--fast-startup" },
        { pid: 933, parent: 901, comm: `${APP}/${RESOURCES}`, rest: "serve", listens: AT },
      ],
      appFiles(APP),
      OPEN,
    ),
    detected: { kind: "mac-app", app: APP, process: macIdentity(901, `${APP}/${MACOS}`) },
    stop: ends(901),
    start: opens(APP),
  },
  {
    name: "the Ollama app that is installed, and not open",
    source: "docs/ollama.md §4.3",
    isSeen: false,
    machine: mac([], appFiles(APP), OPEN),
    start: opens(APP),
  },
  {
    name: "the Ollama app, at a port that is not its own",
    source: "docs/ollama.md §4.3: the app has one server, at the usual port",
    isSeen: false,
    machine: mac([], appFiles(APP), OPEN),
    at: "127.0.0.1:11500",
    start: SPAWNS,
  },
];
