import type { FakeTool } from "../fake-machine.ts";
import type { Ending } from "../machine-case.ts";
import { macIdentity, type MacProcess } from "./process.ts";

export const APP = "/Applications/Ollama.app";
export const MACOS = "Contents/MacOS/Ollama";
export const RESOURCES = "Contents/Resources/ollama";
export const AT = ["127.0.0.1:11434"];

export const theApp = (app: string): readonly MacProcess[] => [
  { pid: 711, comm: `${app}/${MACOS}`, rest: "--hide" },
  { pid: 733, parent: 711, comm: `${app}/${RESOURCES}`, rest: "serve", listens: AT },
];
export const appFiles = (app: string) => [`${app}/${MACOS}`, `${app}/${RESOURCES}`];

export const zsh: readonly MacProcess[] = [
  { pid: 500, comm: "/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal" },
  { pid: 501, parent: 500, user: "root", comm: "login", rest: "-pf jane" },
  { pid: 502, parent: 501, comm: "-zsh" },
];

const looks = (pid: number): string =>
  `/usr/bin/env TZ=UTC /bin/ps -ww -o pid=,ppid=,uid=,stat=,lstart=,user=,comm= -p ${pid}`;
/** A process is identified before it is asked to end. */
export const ends = (pid: number): Ending => ({ does: [looks(pid), `SIGTERM ${pid}`] });

export const opens = (app: string): Ending => ({
  does: [`/usr/bin/open -j -a ${app} --args --fast-startup`],
  owner: { kind: "mac-app", app },
});
export const OPEN: Readonly<Record<string, FakeTool>> = {
  "/usr/bin/open": [{ asked: /^-j -a /, answer: "" }],
};

export const another = (process: MacProcess, more: { user?: string; job?: string } = {}) =>
  ({ kind: "another-program", process: macIdentity(process.pid, process.comm), ...more }) as const;
export const REFUSED = { refused: "not-ours" } as const;
