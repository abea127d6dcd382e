import type { Endpoint } from "../../hosts/endpoint.ts";
import type { Owner, OwnerKind, ProcessIdentity } from "../../service/owner.ts";
import { PortError, type ToolTrouble } from "../../shared/failure.ts";
import { endProcess, hasEnded } from "./end-process.ts";
import type { Listening } from "./linux/listening.ts";
import type { Machine } from "./machine.ts";
import type { HolderProcess } from "./running-process.ts";
import { toolWords } from "./tool-words.ts";
import type { Argv, Exited } from "./tool-result.ts";

/** How an owner is made to do something. */
export type Act =
  /** Runs a tool to its end. `terminal` is the line for a terminal where the tool lacks the rights. */
  | {
      readonly kind: "run";
      readonly argv: Argv;
      readonly patienceMs: number;
      readonly terminal?: string;
      /** Whether the tool failed because it may not do this. */
      readonly lacksRights?: (result: Exited) => boolean;
      /** Whether the tool failed because there is nothing to do. */
      readonly isDone?: (result: Exited) => boolean;
      /** What the tool's words mean; the first pattern that is in them counts. */
      readonly troubles?: readonly (readonly [RegExp, ToolTrouble])[];
      /** Of a command of the person: a failure is kept, so it does not have what the command wrote. */
      readonly mayTellSecrets?: true;
      /** Where it writes, if it may leave a program behind that goes on writing there. */
      readonly outputFile?: string;
      /** A process that ends by it, which the tool does not wait for. */
      readonly ends?: ProcessIdentity;
    }
  /** Asks a process to end, if it is still the same one. It is not ours, so it is never killed. */
  | { readonly kind: "end"; readonly process: ProcessIdentity }
  /** Starts a program that goes on without us. */
  | { readonly kind: "launch"; readonly argv: Argv }
  /** Only the person can do it, with more rights: `line` is for a terminal. */
  | { readonly kind: "by-hand"; readonly line: string };

/** Where the log of a service is. */
export type LogSource =
  /** A file of text lines. */
  | { readonly kind: "file"; readonly file: string }
  /** The same, which nothing else keeps small. */
  | { readonly kind: "own-file"; readonly file: string }
  /** A tool that writes the last lines, and then every new one, until it is ended. */
  | ({ readonly kind: "tool"; readonly argv: Argv } & LogToolLimits);

/** When a tool that shows a log is not run. */
export type LogToolLimits = {
  /** Of a command of the person, or one that may reach another machine: as in `ServiceLog`. */
  readonly mayRunUnasked?: false;
  /** Whether it can be run now without starting anything; absent: always. */
  readonly startsNothing?: () => Promise<boolean>;
};

type OwnerOf<Kind extends OwnerKind> = Extract<Owner, { readonly kind: Kind }>;

/** The endpoint of a service, and the machine on which it runs or is to run. */
export type Place = {
  readonly endpoint: Endpoint;
  readonly machine: Machine;
  /** For the output of what a command of the person leaves running. */
  readonly commandLog: string;
};

/** An endpoint, and its machine. */
export type MachineAt = Pick<Place, "endpoint" | "machine">;

/** The place of a service that answers. What listens there is found out once for all kinds. */
export type Scene = Place & {
  /** On Linux: without running a tool. */
  readonly listening: () => Promise<Listening | undefined>;
  /** On macOS and Windows: by their tools. */
  readonly holder: () => Promise<HolderProcess | undefined>;
};

/** One kind of owner: how it is seen on a machine, and how it acts. Data and pure functions, except for reading. */
interface ManagedOwnerOf<Own extends Owner> {
  readonly kind: Own["kind"];
  /** The owner of this kind that runs the service which answers now; `undefined` if it is of another kind. */
  detect(scene: Scene): Promise<Own | undefined>;
  /** The owner of this kind that is installed here, and could start a service at this endpoint. Runs no tool. */
  installed(place: Place): Promise<Own | undefined>;
  /** The owners of this kind that the person may choose, by the tools of the machine; absent: the installed one. */
  candidates?(place: Place): Promise<readonly Own[]>;
  /** Whether this owner still runs the service, as far as that can be told without running a tool. */
  stillRuns(owner: Own, scene: Scene): Promise<boolean>;
  /** Absent: it starts nothing (`afterItsEnd`). */
  start?(owner: Own, place: Place): Act;
  /** `undefined` if there is nothing to end. */
  stop(owner: Own, place: Place): Act | undefined;
  /** Where its log is; `undefined` if it has none that can be read. */
  log(owner: Own, place: Place): LogSource | undefined;
}

export type ManagedOwner<Kind extends OwnerKind = OwnerKind> = ManagedOwnerOf<OwnerOf<Kind>>;

/** Carries out what an owner has to do. Rejects with `PortError`. */
export async function carryOutAct(machine: Machine, act: Act): Promise<void> {
  switch (act.kind) {
    case "run":
      await runToTheEnd(machine, act);
      return act.ends && untilGone(machine, act.ends, act.patienceMs);
    case "end":
      return endProcess(act.process, { whose: "of-others", machine });
    case "launch":
      return launch(machine, act.argv);
    case "by-hand":
      throw new PortError({ kind: "needs-rights", line: act.line });
  }
}

async function untilGone(machine: Machine, process: ProcessIdentity, patienceMs: number): Promise<void> {
  if (!(await hasEnded(() => machine.isThere(process.pid), patienceMs)))
    throw new PortError({ kind: "stop-timed-out", afterMs: patienceMs });
}

async function launch(machine: Machine, argv: Argv): Promise<void> {
  const detail = await machine.launch(argv);
  if (detail !== undefined) throw new PortError({ kind: "spawn-failed", path: argv[0], detail });
}

async function runToTheEnd(machine: Machine, act: Extract<Act, { kind: "run" }>): Promise<void> {
  const result = await machine.run(act.argv, act.patienceMs, act.outputFile);
  const [tool] = act.argv;
  switch (result.kind) {
    case "missing":
      throw new PortError({ kind: "tool-missing", tool });
    case "timed-out":
      throw new PortError({ kind: "tool-timed-out", tool, afterMs: act.patienceMs });
    case "exited": {
      if (result.code === 0 || act.isDone?.(result)) return;
      if (act.terminal !== undefined && act.lacksRights?.(result))
        throw new PortError({ kind: "needs-rights", line: act.terminal });
      const detail = act.mayTellSecrets ? "" : toolWords(result);
      const [, trouble] = act.troubles?.find(([words]) => words.test(result.stderr)) ?? [];
      throw new PortError({
        kind: "tool-failed",
        tool,
        code: result.code,
        detail,
        ...(trouble && { trouble }),
      });
    }
  }
}
