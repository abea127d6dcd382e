import { MODEL_LOADED } from "../service-log/model-loaded.ts";

/** What a line of the log means for a person. `end`: why the server does not run; `load`: why a model does not. */
const SIGNS = [
  // docs/ollama.md §4.2, recording `log-port-taken`; of Windows ollama#9960
  sign("port-taken", "end", /bind: (?:address already in use|Only one usage of each socket address)/),
  // Windows keeps ranges of ports for Hyper-V: ollama#2627, ollama#9444
  sign("port-forbidden", "end", /bind: (?:permission denied|An attempt was made to access a socket)/),
  // Go's words for EADDRNOTAVAIL; of Windows the same in its words
  sign(
    "address-not-here",
    "end",
    /listen tcp (\S+): bind: (?:cannot assign requested address|can't assign requested address|The requested address is not valid)/,
  ),
  // manifest/paths.go; recording `log-bad-models-dir`
  sign("folder-not-a-folder", "end", /mkdir (.+): not a directory/),
  sign("folder-read-only", "end", /(?:mkdir|open) (.+): read-only file system/),
  // ollama#9148, ollama#8135: the key, or the home folder that it is in
  sign("key-unreadable", "end", /open (\S+id_ed25519\S*): (?:permission denied|Access is denied)/),
  // ollama#2701, ollama#9337, ollama#12250, ollama#16378
  sign("folder-denied", "end", /mkdir (.+): (?:permission denied|Access is denied)/),
  sign(
    "folder-missing",
    "end",
    /mkdir (.+): (?:no such file or directory|The system cannot find the (?:path|file|drive))/,
  ),
  sign("disk-full", "end", /no space left on device|There is not enough space on the disk/),
  sign("no-home", "end", /\$HOME is not defined/), // ollama#8756
  sign("missing-library", "end", /version `(GLIBC\S*)' not found/), // ollama#10251
  sign("missing-library", "end", /error while loading shared libraries: (\S+):/), // ld.so(8)
  sign("wrong-architecture", "end", /[Ee]xec format error|cannot execute binary file/), // execve(2)
  sign("gave-up", "end", /(?:Start request repeated too quickly|start-limit-hit)/), // systemd.unit(5)
  sign("panic", "end", /^(?:panic|fatal error): (.+)$/), // recording `log-crash`
  sign("no-avx", "load", /SIGILL|signal: illegal instruction|0xc000001d/), // ollama#1603, ollama#10977
  sign(
    "too-little-memory",
    "load",
    /model requires more system memory \(([^)]+)\) than is available \(([^)]+)\)/, // ollama#2187
  ),
  sign(
    "too-little-memory",
    "load",
    /cudaMalloc failed: out of memory|CUDA error: out of memory|unable to allocate \S+ buffer/, // llama.cpp
  ),
  sign("too-little-memory", "load", /process (?:has terminated|no longer running).*signal: killed/),
  sign("model-too-new", "load", /unknown (?:model architecture|pre-tokenizer type): '([^']+)'/), // llama.cpp
  sign(
    "model-missing",
    "load",
    /(?:open|stat) (\S*sha256-[0-9a-f]+): (?:no such file|The system cannot find)/,
  ),
  sign(
    "model-damaged",
    "load",
    /exceeds file size|data is not within the file bounds|invalid file magic|bad magic/, // recording `load-fails-truncated-file`; gguf.cpp
  ),
  sign("too-many-files", "load", /too many open files/),
  sign("load-too-slow", "load", /timed out waiting for (?:llama|server|llama-server|llama runner) /),
  sign("no-llama-server", "load", /llama-server binary not found/), // llm/llama_server.go
  sign(
    "runner-failed",
    "load",
    /(?:llama runner|llama-server|runner) process (?:has terminated|no longer running):? ?(.*)/,
  ),
] as const;

export type SignKind = (typeof SIGNS)[number]["kind"];
/** `details` are the parts of the line that say what it is about. */
export type LogSign = {
  readonly kind: SignKind;
  readonly line: string;
  readonly details: readonly string[];
};

function sign<Kind extends string>(kind: Kind, about: "end" | "load", pattern: RegExp) {
  return { kind, about, pattern };
}

function signIn(line: string) {
  if (line.startsWith("[GIN]")) return undefined;
  for (const { kind, about, pattern } of SIGNS) {
    const [whole, ...details] = pattern.exec(line) ?? [];
    if (whole !== undefined) return { about, sign: { kind, line, details } };
  }
  return undefined;
}

const MANY = 2_000;

/** What lines mean, the last one first; each meaning once. */
export function logSigns(lines: readonly string[]): readonly LogSign[] {
  const signs: LogSign[] = [];
  let isLoaded = false;
  for (const line of lines.slice(-MANY).toReversed()) {
    if (MODEL_LOADED.test(line)) isLoaded = true; // what was said before about loads is over
    const found = signIn(line);
    if (!found || (isLoaded && found.about === "load")) continue;
    if (!signs.some(({ kind }) => kind === found.sign.kind)) signs.push(found.sign);
  }
  return signs;
}
