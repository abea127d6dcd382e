import { failsWith, type FakeTool } from "../fake-machine.ts";
import type { Ending } from "../machine-case.ts";
import {
  LISTS_ALL,
  LOCAL,
  looksAt,
  TASKKILL,
  windowsIdentity,
  type WindowsMachineProcess,
} from "./process.ts";

const FOLDER = `${LOCAL}\\Programs\\Ollama`;
export const APP = `${FOLDER}\\ollama app.exe`;
export const OLLAMA = `${FOLDER}\\ollama.exe`;
export const INSTALLED = [APP, OLLAMA];
export const AT = ["127.0.0.1"];
export const SC = "C:\\Windows\\System32\\sc.exe";

export const explorer: WindowsMachineProcess = { pid: 1000, parent: 900, path: "C:\\Windows\\explorer.exe" };
export const services: WindowsMachineProcess = {
  pid: 700,
  parent: 4,
  path: null,
  name: "services.exe",
  user: "SYSTEM",
};
export const cmd: WindowsMachineProcess = { pid: 1100, parent: 1000, path: "C:\\Windows\\System32\\cmd.exe" };
export const serve: WindowsMachineProcess = {
  pid: 5120,
  parent: 4711,
  path: OLLAMA,
  rest: "serve",
  listens: AT,
};
export const theApp = (hasWindow: boolean): readonly WindowsMachineProcess[] => [
  explorer,
  { pid: 4711, parent: 1000, path: APP, rest: "--hide", hasWindow },
  serve,
];

export const launches: Ending = {
  does: [`launch ${APP} --hide --fast-startup`],
  owner: { kind: "windows-app", app: APP },
};
export const closes = (pid: number): Ending => ({ does: [looksAt(pid), `${TASKKILL} /PID ${pid}`] });
/** Without `/T`, by which Windows also ends what an earlier process with this pid has started. */
export const forces = (pid: number, ...below: readonly number[]): Ending => ({
  does: [
    looksAt(pid),
    `${TASKKILL} /PID ${pid}`,
    looksAt(pid),
    LISTS_ALL,
    [`${TASKKILL} /F`, ...[pid, ...below].map((one) => `/PID ${one}`)].join(" "),
  ],
});
export const app = { kind: "windows-app", app: APP, process: windowsIdentity(4711, APP) } as const;

export const sc = (...answers: FakeTool): Readonly<Record<string, FakeTool>> => ({ [SC]: answers });
export const PENDING = `\r\nSERVICE_NAME: Ollama\r\n        TYPE               : 10  WIN32_OWN_PROCESS\r\n        STATE              : 3  STOP_PENDING\r\n                                (STOPPABLE, PAUSABLE, ACCEPTS_SHUTDOWN)\r\n`;
/** It answers before the service ends. */
export const stops = (ended: Set<number>): string => {
  for (const pid of [2200, 2240]) ended.add(pid);
  return PENDING;
};
export const DENIED = failsWith(5, "");
export const elevated = (cmdlet: string): string =>
  `powershell -NoProfile -Command "Start-Process powershell -Verb RunAs -ArgumentList '-NoProfile -Command ${cmdlet} ''Ollama'''"`;
export const REFUSED = { refused: "not-ours" } as const;

export const underNssm: readonly WindowsMachineProcess[] = [
  services,
  { pid: 2200, parent: 700, path: null, name: "nssm.exe", user: "SYSTEM", service: "Ollama" },
  { pid: 2240, parent: 2200, path: null, name: "ollama.exe", user: "SYSTEM", listens: AT },
];
export const nssm = {
  kind: "windows-service",
  service: "Ollama",
  process: windowsIdentity(2200, "nssm.exe"),
} as const;
