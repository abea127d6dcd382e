import { spawn, type ChildProcess } from "node:child_process";
import { defer, EMPTY, map, Observable, switchMap } from "rxjs";
import { PortError, type LogFailure } from "../../shared/failure.ts";
import type { ServiceLog } from "../../service-log/service-log.port.ts";
import { cleanLine } from "../ollama/clean-text.ts";
import { environmentOfTool } from "./child-environment.ts";
import { endGroup } from "./end-group.ts";
import { fromLastStart } from "./from-last-start.ts";
import { toLogLine } from "./log-text.ts";
import type { Machine } from "./machine.ts";
import type { LogToolLimits } from "./managed-owner.ts";
import type { Argv } from "./tool-result.ts";

/** A line that has no end is cut there. */
const LONGEST = 64_000;

/** The log that a tool shows: the last lines, and then every new one, until it is ended. */
export const toolLog = (
  argv: Argv,
  { environment }: Pick<Machine, "environment">,
  { mayRunUnasked, startsNothing = () => Promise.resolve(true) }: LogToolLimits = {},
): ServiceLog => ({
  ...(mayRunUnasked === false && { mayRunUnasked }),
  place: { kind: "tool", program: argv[0] },
  exists: () => Promise.resolve(true), // only the tool knows
  follow: () =>
    fromLastStart(
      defer(startsNothing).pipe(
        switchMap((mayRun) => (mayRun ? toolLines(argv, environment) : EMPTY)),
        map(toLogLine),
      ),
    ),
});

/** The lines of both outputs: a container engine gives those of its container to the same two. */
const toolLines = ([program, ...rest]: Argv, environment: Machine["environment"]): Observable<string> =>
  new Observable((subscriber) => {
    const child = spawn(program, rest, {
      env: environmentOfTool(environment),
      // A group of its own, which ends as a whole: a wrapper script does not end what it has started.
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    let lastError = "";
    const emit = (line: string): void => subscriber.next(line);
    readLines(child.stdout, emit);
    readLines(child.stderr, (line) => {
      lastError = line;
      emit(line);
    });
    child.once("error", (error) =>
      subscriber.error(unreadable("no-program", `${program}: ${error.message}`)),
    );
    let hasClosed = false;
    child.once("close", (code) => {
      hasClosed = true;
      if (code === 0) subscriber.complete();
      else subscriber.error(unreadable(reasonIn(lastError), cleanLine(lastError)));
    });
    return () => {
      if (!hasClosed) endSoon(child);
    };
  });

/** While its outputs are open, a process of the group is there, so its number belongs to no other one. */
function endSoon(child: ChildProcess): void {
  const killing = setTimeout(() => endGroup(child, "SIGKILL"), END_PATIENCE_MS);
  child.once("close", () => clearTimeout(killing));
  endGroup(child, "SIGTERM");
}

/** A tool that shows a log has nothing to save. */
const END_PATIENCE_MS = 1_000;

function readLines(stream: NodeJS.ReadableStream, emit: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string | Buffer) => {
    const lines = `${rest}${String(chunk)}`.split("\n");
    rest = (lines.pop() ?? "").slice(0, LONGEST);
    for (const line of lines) emit(line);
  });
  stream.on("end", () => {
    if (rest !== "") emit(rest);
  });
}

type Reason = LogFailure["reason"];

/** The words of journalctl, then those of the engines of containers and of kubectl. */
function reasonIn(words: string): Reason {
  if (/No journal files were opened due to insufficient permissions/i.test(words))
    return "not-in-journal-group";
  return /permission denied|access denied|not permitted/i.test(words) ? "no-permission" : "other";
}

const unreadable = (reason: Reason, detail: string): PortError =>
  new PortError({ kind: "log-unreadable", reason, detail });
