import { failsWith, type FakeTool } from "../fake-machine.ts";
import { SPAWNS, type Ending, type MachineCase } from "../machine-case.ts";
import { LOCAL, looksAt, TASKKILL, windows, windowsIdentity, type WindowsMachineProcess } from "./process.ts";

const FOLDER = `${LOCAL}\\Programs\\Ollama`;
const APP = `${FOLDER}\\ollama app.exe`;
const OLLAMA = `${FOLDER}\\ollama.exe`;
const INSTALLED = [APP, OLLAMA];
const AT = ["127.0.0.1"];
const SC = "C:\\Windows\\System32\\sc.exe";

const explorer: WindowsMachineProcess = { pid: 1000, parent: 900, path: "C:\\Windows\\explorer.exe" };
const services: WindowsMachineProcess = {
  pid: 700,
  parent: 4,
  path: null,
  name: "services.exe",
  user: "SYSTEM",
};
const cmd: WindowsMachineProcess = { pid: 1100, parent: 1000, path: "C:\\Windows\\System32\\cmd.exe" };
const serve: WindowsMachineProcess = { pid: 5120, parent: 4711, path: OLLAMA, rest: "serve", listens: AT };
const theApp = (hasWindow: boolean): readonly WindowsMachineProcess[] => [
  explorer,
  { pid: 4711, parent: 1000, path: APP, rest: "--hide", hasWindow },
  serve,
];

const launches: Ending = {
  does: [`launch ${APP} --hide --fast-startup`],
  owner: { kind: "windows-app", app: APP },
};
const closes = (pid: number): Ending => ({ does: [looksAt(pid), `${TASKKILL} /PID ${pid}`] });
const forces = (pid: number): Ending => ({
  does: [looksAt(pid), `${TASKKILL} /PID ${pid}`, looksAt(pid), `${TASKKILL} /F /T /PID ${pid}`],
});
const app = { kind: "windows-app", app: APP, process: windowsIdentity(4711, APP) } as const;

const sc = (...answers: FakeTool): Readonly<Record<string, FakeTool>> => ({ [SC]: answers });
const PENDING = `\r\nSERVICE_NAME: Ollama\r\n        TYPE               : 10  WIN32_OWN_PROCESS\r\n        STATE              : 3  STOP_PENDING\r\n                                (STOPPABLE, PAUSABLE, ACCEPTS_SHUTDOWN)\r\n`;
/** It answers before the service ends. */
const stops = (ended: Set<number>): string => {
  for (const pid of [2200, 2240]) ended.add(pid);
  return PENDING;
};
const DENIED = failsWith(5, "");
const elevated = (cmdlet: string): string =>
  `powershell -NoProfile -Command "Start-Process powershell -Verb RunAs -ArgumentList '-NoProfile -Command ${cmdlet} ''Ollama'''"`;
const REFUSED = { refused: "not-ours" } as const;

const underNssm: readonly WindowsMachineProcess[] = [
  services,
  { pid: 2200, parent: 700, path: null, name: "nssm.exe", user: "SYSTEM", service: "Ollama" },
  { pid: 2240, parent: 2200, path: null, name: "ollama.exe", user: "SYSTEM", listens: AT },
];
const nssm = {
  kind: "windows-service",
  service: "Ollama",
  process: windowsIdentity(2200, "nssm.exe"),
} as const;

/** Machines with Windows. They were not seen: they are written by documentation, sources and reports. */
export const WINDOWS_MACHINES: readonly MachineCase[] = [
  {
    name: "the Ollama app of Windows, which closes when it is asked to",
    source: "docs/ollama.md §4.3; “Win32_Process” and “taskkill” of Microsoft",
    isSeen: false,
    machine: windows(theApp(true), INSTALLED),
    detected: app,
    stop: closes(4711),
    start: launches,
  },
  {
    name: "the Ollama app of Windows, which only force ends",
    source: "docs/ollama.md §4.3: not verified that it closes; “taskkill” of Microsoft",
    isSeen: false,
    machine: windows(theApp(false), INSTALLED),
    detected: app,
    stop: forces(4711),
    start: launches,
  },
  {
    name: "the Ollama app of Windows, whose server was ended and has come back",
    source: "ollama#14761; app/server/server.go of Ollama: restartDelay",
    isSeen: false,
    machine: windows(
      [explorer, { pid: 4711, parent: 1000, path: APP, hasWindow: true }, { ...serve, pid: 6000 }],
      INSTALLED,
    ),
    last: { kind: "windows-app", app: APP },
    detected: app,
    stop: closes(4711),
    start: launches,
  },
  {
    name: "the Ollama app of Windows, which does not run",
    source: "docs/ollama.md §4.3",
    isSeen: false,
    machine: windows([], INSTALLED),
    start: launches,
  },
  {
    name: "a Windows machine without Ollama's app",
    source: "docs/ollama.md §4.3: the archive for the command line has no app",
    isSeen: false,
    machine: windows([], ["C:\\ollama\\ollama.exe"]),
    start: SPAWNS,
  },
  {
    name: "an `ollama serve` in a terminal of Windows",
    source: "“taskkill” of Microsoft: a program of the console has no window of its own",
    isSeen: false,
    machine: windows([explorer, cmd, { ...serve, parent: 1100 }], INSTALLED),
    detected: { kind: "terminal", process: windowsIdentity(5120, OLLAMA) },
    stop: forces(5120),
    start: launches,
  },
  {
    name: "an `ollama serve` of Windows whose parent has ended, and whose pid the app has now",
    source: "“Win32_Process” of Microsoft, ParentProcessId: the pid may have been reused",
    isSeen: false,
    machine: windows(
      [explorer, { pid: 9000, parent: 1000, path: APP }, { ...serve, parent: 9000 }],
      INSTALLED,
    ),
    detected: { kind: "terminal", process: windowsIdentity(5120, OLLAMA) },
    stop: forces(5120),
    start: launches,
  },
  {
    name: "a service by NSSM, and a person with rights",
    source: "ollama#11962, docs/windows.md of Ollama, “Standalone CLI”; “sc.exe stop” of Microsoft",
    isSeen: false,
    machine: windows(
      underNssm,
      [],
      sc({ asked: "stop Ollama", answer: stops }, { asked: "start Ollama", answer: PENDING }),
    ),
    detected: nssm,
    stop: { does: [`${SC} stop Ollama`] },
    start: { does: [`${SC} start Ollama`], owner: { kind: "windows-service", service: "Ollama" } },
  },
  {
    name: "a service by NSSM, and a person without rights",
    source: "ollama#11962; “System error codes” of Microsoft: 5, with words in the language of Windows",
    isSeen: false,
    machine: windows(
      underNssm,
      [],
      sc({ asked: "stop Ollama", answer: DENIED }, { asked: "start Ollama", answer: DENIED }),
    ),
    detected: nssm,
    stop: { fails: "needs-rights", does: [`${SC} stop Ollama`], line: elevated("Stop-Service") },
    start: { fails: "needs-rights", does: [`${SC} start Ollama`], line: elevated("Start-Service") },
  },
  {
    name: "a service by WinSW with a space in its name, which has stopped already, and which its wrapper does not start again",
    source: "ollama#4658 (WinSW); “System error codes” of Microsoft: 1062, 1056",
    isSeen: false,
    machine: windows(
      [
        services,
        {
          pid: 2200,
          parent: 700,
          path: "C:\\ollama\\ollama-service.exe",
          service: "My Ollama",
          user: "SYSTEM",
        },
        {
          pid: 2240,
          parent: 2200,
          path: "C:\\ollama\\ollama.exe",
          rest: "serve",
          listens: ["0.0.0.0"],
          user: "SYSTEM",
        },
      ],
      [],
      sc(
        {
          asked: "stop My Ollama",
          answer(ended) {
            stops(ended);
            return failsWith(1062, "");
          },
        },
        { asked: "start My Ollama", answer: failsWith(1056, "[SC] StartService FAILED 1056:") },
      ),
    ),
    detected: {
      kind: "windows-service",
      service: "My Ollama",
      process: windowsIdentity(2200, "C:\\ollama\\ollama-service.exe"),
    },
    stop: { does: [`${SC} stop My Ollama`] },
    start: { fails: "tool-failed", does: [`${SC} start My Ollama`] },
  },
  {
    name: "a scheduled task of Windows, which the service of the scheduler has started",
    source: "“Win32_Service” of Microsoft: the scheduler runs in svchost.exe",
    isSeen: false,
    machine: windows([
      services,
      { pid: 1500, parent: 700, path: null, name: "svchost.exe", user: "SYSTEM", service: "Schedule" },
      { ...serve, parent: 1500 },
    ]),
    detected: { kind: "another-program", process: windowsIdentity(5120, OLLAMA) },
    stop: REFUSED,
    start: SPAWNS,
  },
  {
    name: "an Ollama in WSL, which Windows relays",
    source: "“Accessing network applications with WSL” of Microsoft: localhost is forwarded; wslrelay.exe",
    isSeen: false,
    machine: windows([
      {
        pid: 3000,
        parent: 700,
        path: "C:\\Program Files\\WSL\\wslservice.exe",
        user: "SYSTEM",
        service: "WSLService",
      },
      {
        pid: 3300,
        parent: 3000,
        path: "C:\\Program Files\\WSL\\wslrelay.exe",
        rest: "--mode 2",
        listens: ["::1"],
      },
    ]),
    at: "localhost:11434",
    detected: {
      kind: "another-program",
      process: windowsIdentity(3300, "C:\\Program Files\\WSL\\wslrelay.exe"),
    },
    stop: { refused: "in-wsl" },
    start: SPAWNS,
  },
  {
    name: "a port that Windows forwards by a rule of netsh",
    source: "“netsh interface portproxy” of Microsoft: the service iphlpsvc in svchost.exe listens",
    isSeen: false,
    machine: windows([
      {
        pid: 3100,
        parent: 700,
        path: null,
        name: "svchost.exe",
        user: "SYSTEM",
        service: "iphlpsvc",
        listens: AT,
      },
    ]),
    detected: { kind: "another-program", process: windowsIdentity(3100, "svchost.exe"), user: "SYSTEM" },
    stop: REFUSED,
    start: SPAWNS,
  },
  {
    name: "Docker Desktop of Windows, which has the port of a container",
    source: "docker/for-win#14859: the path of com.docker.backend.exe by Get-Process",
    isSeen: false,
    machine: windows([
      {
        pid: 25740,
        parent: 1000,
        path: "C:\\Program Files\\Docker\\Docker\\resources\\com.docker.backend.exe",
        listens: ["0.0.0.0"],
      },
    ]),
    detected: {
      kind: "another-program",
      process: windowsIdentity(25740, "C:\\Program Files\\Docker\\Docker\\resources\\com.docker.backend.exe"),
    },
    stop: REFUSED,
    start: SPAWNS,
  },
  {
    name: "another user's `ollama serve` on Windows",
    source: "“Win32_Process” of Microsoft: ExecutablePath and CommandLine are empty without rights",
    isSeen: false,
    machine: windows([{ pid: 5120, parent: 4711, path: null, name: "ollama.exe", user: "joe", listens: AT }]),
    detected: { kind: "another-program", process: windowsIdentity(5120, "ollama.exe"), user: "joe" },
    stop: REFUSED,
    start: SPAWNS,
  },
];
