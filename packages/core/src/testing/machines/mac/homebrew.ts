import { failsWith, type FakeTool } from "../fake-machine.ts";
import type { Ending, MachineCase } from "../machine-case.ts";
import { APP, AT, MACOS, OPEN, appFiles, ends, opens, theApp, zsh } from "./parts.ts";
import { mac, macIdentity, type MacProcess } from "./process.ts";

const brewOwner = (prefix: string, scope: "user" | "system" = "user") =>
  ({ kind: "homebrew", brew: `${prefix}/bin/brew`, service: "ollama", scope }) as const;
const brewRunning = (prefix: string, scope: "user" | "system" = "user") => ({
  ...brewOwner(prefix, scope),
  process: macIdentity(24901, `${prefix}/opt/ollama/bin/ollama`),
});
const brewTool = (prefix: string): Readonly<Record<string, FakeTool>> => ({
  [`${prefix}/bin/brew`]: [
    {
      asked: "services stop ollama",
      answer:
        "Stopping `ollama`... (might take a while)\n==> Successfully stopped `ollama` (label: homebrew.mxcl.ollama)\n",
    },
    {
      asked: "services start ollama",
      answer: "==> Successfully started `ollama` (label: homebrew.mxcl.ollama)\n",
    },
  ],
});
const brews = (prefix: string, verb: "start" | "stop"): Ending => ({
  does: [`${prefix}/bin/brew services ${verb} ollama`],
  ...(verb === "start" && { owner: brewOwner(prefix) }),
});
const brewServe = (prefix: string): MacProcess => ({
  pid: 24901,
  comm: `${prefix}/opt/ollama/bin/ollama`,
  rest: "serve",
  listens: AT,
  job: "homebrew.mxcl.ollama",
});
const AGENT = "/Users/jane/Library/LaunchAgents/homebrew.mxcl.ollama.plist";
const DAEMON = "/Library/LaunchDaemons/homebrew.mxcl.ollama.plist";
const formula = (prefix: string) => `${prefix}/opt/ollama/bin/ollama`;

/** Macs with Homebrew's formula of Ollama. */
export const MAC_HOMEBREW: readonly MachineCase[] = [
  {
    name: "Homebrew's service on Apple silicon",
    source:
      "the output of `brew services info -d` and `launchctl list` in ollama#3581; Library/Homebrew/services/cli.rb",
    isSeen: false,
    machine: mac([brewServe("/opt/homebrew")], [AGENT, formula("/opt/homebrew")], brewTool("/opt/homebrew")),
    detected: brewRunning("/opt/homebrew"),
    stop: brews("/opt/homebrew", "stop"),
    start: brews("/opt/homebrew", "start"),
  },
  {
    name: "Homebrew's service on an Intel Mac",
    source: "“Installation” of docs.brew.sh: /usr/local; Library/Homebrew/services/cli.rb",
    isSeen: false,
    machine: mac([brewServe("/usr/local")], [AGENT, formula("/usr/local")], brewTool("/usr/local")),
    detected: brewRunning("/usr/local"),
    stop: brews("/usr/local", "stop"),
    start: brews("/usr/local", "start"),
  },
  {
    name: "Homebrew's service as a daemon of root",
    source: "brew(1), `sudo brew services`; launchctl(1): everyone may read the domain of the system",
    isSeen: false,
    machine: mac(
      [{ ...brewServe("/opt/homebrew"), user: "root", daemon: "homebrew.mxcl.ollama" }],
      [DAEMON, formula("/opt/homebrew")],
    ),
    detected: brewRunning("/opt/homebrew", "system"),
    stop: { fails: "needs-rights", does: [], line: "sudo /opt/homebrew/bin/brew services stop ollama" },
    start: { fails: "needs-rights", does: [], line: "sudo /opt/homebrew/bin/brew services start ollama" },
  },
  {
    name: "Homebrew's service, on a Mac with the app",
    source: "the two installed side by side: docs/ollama.md §4.3, ollama#3581",
    isSeen: false,
    machine: mac(
      [brewServe("/opt/homebrew")],
      [AGENT, formula("/opt/homebrew"), ...appFiles(APP)],
      brewTool("/opt/homebrew"),
    ),
    detected: brewRunning("/opt/homebrew"),
    stop: brews("/opt/homebrew", "stop"),
    start: brews("/opt/homebrew", "start"),
  },
  {
    name: "the Ollama app, on a Mac with Homebrew's formula",
    source: "the two installed side by side: docs/ollama.md §4.3, ollama#3581",
    isSeen: false,
    machine: mac(theApp(APP), [...appFiles(APP), formula("/opt/homebrew")], OPEN),
    detected: { kind: "mac-app", app: APP, process: macIdentity(711, `${APP}/${MACOS}`) },
    stop: ends(711),
    start: opens(APP),
  },
  {
    name: "the Ollama app at the port, for which Homebrew's service tries in vain",
    source:
      "launchctl(1), KeepAlive of launchd.plist(5): a job that ends is started again; docs/ollama.md §4.2",
    isSeen: false,
    machine: mac(
      [
        ...theApp(APP),
        { pid: 24950, comm: formula("/opt/homebrew"), rest: "serve", job: "homebrew.mxcl.ollama" },
      ],
      [...appFiles(APP), AGENT, formula("/opt/homebrew")],
      OPEN,
    ),
    last: { ...brewOwner("/opt/homebrew"), process: macIdentity(24901, formula("/opt/homebrew")) },
    detected: { kind: "mac-app", app: APP, process: macIdentity(711, `${APP}/${MACOS}`) },
    stop: ends(711),
    start: opens(APP),
  },
  {
    name: "Homebrew's formula and the app, neither of which runs",
    source: "Library/Homebrew/services/cli.rb: `stop` deletes the file of the job",
    isSeen: false,
    machine: mac([], [...appFiles(APP), formula("/opt/homebrew")], OPEN),
    start: opens(APP),
  },
  {
    name: "Homebrew's formula, which does not run",
    source: "brew(1), `services`",
    isSeen: false,
    machine: mac([], [formula("/opt/homebrew")], brewTool("/opt/homebrew")),
    start: brews("/opt/homebrew", "start"),
  },
  {
    name: "the program of Homebrew's formula, started by hand where its service has the path",
    source: "ps(1) of macOS; launchctl(1): what a shell has started is no job",
    isSeen: false,
    machine: mac(
      [...zsh, { pid: 812, parent: 502, comm: formula("/opt/homebrew"), rest: "serve", listens: AT }],
      [formula("/opt/homebrew")],
      brewTool("/opt/homebrew"),
    ),
    detected: { kind: "terminal", process: macIdentity(812, formula("/opt/homebrew")) },
    stop: ends(812),
    start: brews("/opt/homebrew", "start"),
  },
  {
    name: "the program of Homebrew's formula, started by hand",
    source: "ps(1) of macOS; docs/ollama.md §4.2",
    isSeen: false,
    machine: mac(
      [...zsh, { pid: 812, parent: 502, comm: "/opt/homebrew/bin/ollama", rest: "serve", listens: AT }],
      [formula("/opt/homebrew")],
      brewTool("/opt/homebrew"),
    ),
    detected: { kind: "terminal", process: macIdentity(812, "/opt/homebrew/bin/ollama") },
    stop: ends(812),
    start: brews("/opt/homebrew", "start"),
  },
  {
    name: "Homebrew's service, which the person may not stop",
    source: "Library/Homebrew/services/cli.rb: “is started as”",
    isSeen: false,
    machine: mac([brewServe("/opt/homebrew")], [AGENT, formula("/opt/homebrew")], {
      "/opt/homebrew/bin/brew": [
        {
          asked: "services stop ollama",
          answer: failsWith(
            1,
            "Error: Service `ollama` is started as `root`. Try:\n  sudo brew services stop ollama\n",
          ),
        },
        ...(brewTool("/opt/homebrew")["/opt/homebrew/bin/brew"] ?? []),
      ],
    }),
    detected: brewRunning("/opt/homebrew"),
    stop: {
      fails: "needs-rights",
      does: ["/opt/homebrew/bin/brew services stop ollama"],
      line: "sudo /opt/homebrew/bin/brew services stop ollama",
    },
    start: brews("/opt/homebrew", "start"),
  },
];
