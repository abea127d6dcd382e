import type { Machine } from "../../adapters/owners/machine.ts";
import type { Argv, ToolResult } from "../../adapters/owners/tool-result.ts";

/** What a tool answers: its output, or how it ended otherwise. `ended` are the pids of processes that have ended. */
export type ToolAnswer = string | ToolResult | ((ended: Set<number>, words: string) => string | ToolResult);

/** A tool that is installed. The first entry whose pattern is in the arguments, joined by spaces, answers. */
export type FakeTool = readonly { readonly asked: RegExp | string; readonly answer: ToolAnswer }[];

/** What there is on a machine. */
export type MachineParts = {
  readonly platform?: NodeJS.Platform;
  readonly uid?: number;
  readonly home?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Texts by the paths of their files. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files and folders that this user may not look into. */
  readonly secret?: readonly string[];
  /** Symbolic links, and where they lead. */
  readonly links?: Readonly<Record<string, string>>;
  /** Tools by their names, or by their paths if they are run by path. Each tool that is not here is missing. */
  readonly tools?: Readonly<Record<string, FakeTool>>;
  /** The processes of a machine that has no `/proc`. */
  readonly pids?: readonly number[];
};

/** A machine that consists of texts. Tools and signals change nothing; they are noted in `asked`. */
export class FakeMachine implements Machine {
  readonly platform: NodeJS.Platform;
  readonly uid: number | undefined;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The tools that were run and the signals that were sent, as lines. */
  readonly asked: string[] = [];
  /** Tools that were asked something which the machine has no answer for: a mistake of the test. */
  readonly unanswered: string[] = [];
  readonly #files: Map<string, string>;
  readonly #secret: readonly string[];
  readonly #links: ReadonlyMap<string, string>;
  readonly #tools: Readonly<Record<string, FakeTool>>;
  readonly #ended = new Set<number>();
  readonly #pids: ReadonlySet<number>;

  constructor({
    platform = "linux",
    uid = 1000,
    home = "/home/jane",
    environment = {},
    ...parts
  }: MachineParts) {
    this.platform = platform;
    this.uid = platform === "win32" ? undefined : uid;
    this.home = home;
    this.environment = environment;
    this.#files = new Map(Object.entries(parts.files ?? {}));
    this.#secret = parts.secret ?? [];
    this.#links = new Map(Object.entries(parts.links ?? {}));
    this.#tools = parts.tools ?? {};
    this.#pids = new Set(parts.pids ?? []);
  }

  // Functions of its own, since those who read a machine take them apart.
  readonly read: Machine["read"] = async (file) =>
    this.#isSecret(file) ? undefined : this.#files.get(this.#followed(file));

  readonly isMissing: Machine["isMissing"] = async (file) =>
    !this.#isSecret(file) && !this.#paths().some((path) => isIn(path, this.#followed(file)));

  readonly link: Machine["link"] = async (file) => this.#links.get(file);

  readonly list: Machine["list"] = async (folder) => {
    if (this.#isSecret(folder)) return [];
    const separator = this.platform === "win32" ? "\\" : "/";
    const start = `${this.#followed(folder)}${separator}`;
    const inside = this.#paths().filter((file) => file.startsWith(start));
    return [...new Set(inside.map((file) => file.slice(start.length).split(separator)[0] ?? ""))];
  };

  readonly run: Machine["run"] = async (argv) => {
    const line = argv.join(" ");
    this.asked.push(line);
    return this.#answer(argv, line);
  };

  /** A process ends at once. */
  readonly signal: Machine["signal"] = (pid, name) => {
    this.asked.push(`${name} ${pid}`);
    const wasThere = this.isThere(Math.abs(pid));
    this.#ended.add(Math.abs(pid));
    return this.#files.delete(`/proc/${Math.abs(pid)}/stat`) || wasThere;
  };

  readonly isThere: Machine["isThere"] = (pid) =>
    this.#files.has(`/proc/${pid}/stat`) || (this.#pids.has(pid) && !this.#ended.has(pid));

  readonly launch: Machine["launch"] = async (argv) => {
    this.asked.push(`launch ${argv.join(" ")}`);
    return this.#files.has(argv[0]) ? undefined : "ENOENT";
  };

  #answer([program, ...rest]: Argv, line: string): ToolResult {
    const tool = this.#tools[program];
    if (!tool) return { kind: "missing" };
    const words = rest.join(" ");
    const entry = tool.find(({ asked }) => (typeof asked === "string" ? asked === words : asked.test(words)));
    if (!entry) this.unanswered.push(line);
    const answer = entry?.answer ?? { kind: "exited", code: 1, stdout: "", stderr: "not in the table" };
    const answered = typeof answer === "function" ? answer(this.#ended, words) : answer;
    return typeof answered === "string"
      ? { kind: "exited", code: 0, stdout: answered, stderr: "" }
      : answered;
  }

  #paths(): readonly string[] {
    return [...this.#files.keys(), ...this.#links.keys()];
  }

  #isSecret(file: string): boolean {
    return this.#secret.some((folder) => isIn(this.#followed(file), folder));
  }

  /** The path without links: of the file itself, or of a folder that it is in. */
  #followed(file: string): string {
    for (const [link, target] of this.#links)
      if (isIn(file, link)) return this.#followed(target + file.slice(link.length));
    return file;
  }
}

/** Whether a path is that of a folder, or of something in it. */
const isIn = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

/** How a tool ends that fails with these words on stderr. */
export const failsWith = (code: number, stderr: string): ToolResult => ({
  kind: "exited",
  code,
  stdout: "",
  stderr,
});
