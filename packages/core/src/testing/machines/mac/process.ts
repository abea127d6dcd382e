import type { FakeTool, MachineParts } from "../fake-machine.ts";

/** A process of a Mac. */
export type MacProcess = {
  readonly pid: number;
  /** Absent: launchd. */
  readonly parent?: number;
  /** Absent: the person, `jane`. */
  readonly user?: "root" | "_ollama" | "joe";
  /** Its first argument, which `ps` shows as its command. */
  readonly comm: string;
  readonly rest?: string;
  /** Addresses that it listens at. */
  readonly listens?: readonly string[];
  /** The label of its job in the person's session. */
  readonly job?: string;
  /** The label of its job in the domain of the system. */
  readonly daemon?: string;
};

const UIDS = { root: 0, _ollama: 502, joe: 503, jane: 501 } as const;

/** As `lstart` of ps(1) prints it: the pid is in the seconds. */
const startOf = (pid: number): string => `Thu Nov  6 09:12:${String(pid % 60).padStart(2, "0")} 2025`;

/** The identity of a process of `mac()`. */
export const macIdentity = (pid: number, executable: string) => ({
  pid,
  startedAt: startOf(pid),
  executable,
});

/** A Mac of `jane` with these processes, and with files. */
export function mac(
  processes: readonly MacProcess[],
  files: readonly string[] = [],
  tools: Readonly<Record<string, FakeTool>> = {},
): MachineParts {
  const left = (ended: ReadonlySet<number>) => processes.filter(({ pid }) => !ended.has(pid));
  const serve = processes.find(({ listens }) => listens);
  return {
    platform: "darwin",
    uid: UIDS.jane,
    home: "/Users/jane",
    pids: processes.map(({ pid }) => pid),
    files: {
      ...Object.fromEntries(files.map((file) => [file, ""])),
      ...(serve && { "/Users/jane/Library/Application Support/Ollama/ollama.pid": String(serve.pid) }),
    },
    tools: {
      "/usr/bin/env": [
        { asked: /-ax .*comm=$/, answer: (ended) => left(ended).map(toRow).join("\n") },
        { asked: /-ax -o pid=,args=$/, answer: (ended) => left(ended).map(toArguments).join("\n") },
        ...processes.map((process) => ({
          asked: new RegExp(` -p ${process.pid}$`),
          answer: (ended: ReadonlySet<number>) =>
            ended.has(process.pid) ? NO_PROCESS : `${toRow(process)}\n`,
        })),
      ],
      "/usr/sbin/lsof": [
        { asked: /^-nP -iTCP:\d+ -sTCP:LISTEN -Fpn$/, answer: (ended) => lsof(left(ended)) },
      ],
      "/bin/launchctl": [
        { asked: "list", answer: (ended) => jobs(left(ended)) },
        ...processes.flatMap((process) =>
          process.daemon === undefined
            ? []
            : [{ asked: `print system/${process.daemon}`, answer: daemon(process) }],
        ),
        { asked: /^print system\//, answer: NO_JOB },
      ],
      ...tools,
    },
  };
}

const NO_PROCESS = { kind: "exited", code: 1, stdout: "", stderr: "" } as const;

/** launchctl(1) of macOS 14; exit 113. */
const NO_JOB = {
  kind: "exited",
  code: 113,
  stdout: "",
  stderr: 'Bad request.\nCould not find service "homebrew.mxcl.ollama" in domain for system\n',
} as const;

const toRow = ({ pid, parent = 1, user, comm }: MacProcess): string =>
  [
    String(pid).padStart(5),
    String(parent).padStart(5),
    String(UIDS[user ?? "jane"]).padStart(5),
    "S   ",
    startOf(pid),
    (user ?? "jane").padEnd(16),
    comm,
  ].join(" ");

const toArguments = ({ pid, comm, rest }: MacProcess): string =>
  `${String(pid).padStart(5)} ${rest === undefined ? comm : `${comm} ${rest}`}`;

/** Without more rights, only the person's own; exit 1 if there are none (lsof(8)). */
function lsof(processes: readonly MacProcess[]) {
  const own = processes.filter(({ user, listens }) => user === undefined && listens);
  if (own.length === 0) return NO_PROCESS;
  return own
    .flatMap(({ pid, listens = [] }) => [
      `p${pid}`,
      ...listens.flatMap((name, at) => [`f${at + 3}`, `n${name}`]),
    ])
    .join("\n");
}

/** `launchctl list`, in the form of homebrew-services#392 and of launchctl(1). */
const jobs = (processes: readonly MacProcess[]): string =>
  [
    "PID\tStatus\tLabel",
    "-\t0\tcom.apple.SafariHistoryServiceAgent",
    "-\t-9\tcom.apple.enhancedloggingd",
    ...processes.flatMap(({ pid, job }) => (job === undefined ? [] : [`${pid}\t0\t${job}`])),
    "",
  ].join("\n");

const daemon = ({ pid, daemon: label, comm }: MacProcess): string => `system/${label} = {
\tactive count = 1
\tpath = /Library/LaunchDaemons/${label}.plist
\ttype = LaunchDaemon
\tstate = running

\tprogram = ${comm}
\targuments = {
\t\t${comm}
\t\tserve
\t}

\tdomain = system
\truns = 1
\tpid = ${pid}
\timmediate reason = speculative
}
`;
