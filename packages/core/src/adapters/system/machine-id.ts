import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import * as path from "node:path";

/** What distinguishes this machine, or this container, from others that may share its files. */
export type MachineTraits = {
  /** The operating system's own id of the installation. */
  readonly installation: string | undefined;
  /** Only where the installation alone does not tell machines apart: it changes with a new name, or with the network. */
  readonly hostname: string | undefined;
  /** The network namespace, if it is not that of the whole machine or container: its `localhost` is another one. */
  readonly network: string | undefined;
};

/**
 * An id of this machine that stays the same after a restart and with a new name. It is not VS Code's `env.machineId`, which is that of the
 * person's own machine even in a remote window.
 */
export const machineId = (traits: MachineTraits = readTraits()): string =>
  createHash("sha256")
    .update(JSON.stringify([traits.installation, traits.hostname, traits.network]))
    .digest("hex")
    .slice(0, 16);

function readTraits(): MachineTraits {
  const installation = readInstallation();
  return { installation, hostname: nameBeside(installation, isContainer()), network: ownNetwork() };
}

/**
 * Containers of one image may have the same installation id. If two that run at once shared a history, one of them would
 * have no leader, and would show the other's Ollama as its own. So there the name counts, though a rebuilt container,
 * which has a new name unless it was given one, then begins a new history where its storage outlives it.
 */
export const nameBeside = (
  installation: string | undefined,
  isInContainer: boolean,
  name = hostname(),
): string | undefined => (installation === undefined || isInContainer ? name : undefined);

/** Docker and Podman leave such a file; others at least have a process namespace of their own. */
const isContainer = (): boolean =>
  process.platform === "linux" &&
  (existsSync("/.dockerenv") || existsSync("/run/.containerenv") || !isFirstProcessNamespace());

function readInstallation(): string | undefined {
  switch (process.platform) {
    case "linux":
      return read("/etc/machine-id") ?? read("/var/lib/dbus/machine-id");
    case "darwin":
      return remembered(REMEMBERED_IN, platformUuid);
    case "win32":
      return remembered(REMEMBERED_IN, machineGuid);
    default:
      return undefined;
  }
}

/**
 * To ask the system takes a process, and this thread waits for it. Not in the storage folder, which several machines may
 * share: the folder for temporary files belongs to one machine, and on these systems to one person.
 */
const REMEMBERED_IN = path.join(tmpdir(), "paddock-installation");
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What was found before, as the file says; else finds it, and writes it to the file. */
export function remembered(file: string, find: () => string | undefined): string | undefined {
  const before = read(file);
  if (before !== undefined && UUID.test(before)) return before;
  const found = find();
  if (found !== undefined && UUID.test(found)) orUndefined(() => rewrite(file, found)); // else it is asked for again
  return found;
}

function rewrite(file: string, text: string): string {
  rmSync(file, { force: true }); // never through a link
  writeFileSync(file, text, { flag: "wx", mode: 0o600 });
  return text;
}

/** Linux gives this name to the first process namespace, in every kernel; a container has another one. */
const WHOLE_MACHINE = "pid:[4026531836]";
const isFirstProcessNamespace = (): boolean => readLink("/proc/self/ns/pid") === WHOLE_MACHINE;
/** A setting that only the first network namespace of a kernel has. */
const FIRST_NETWORK_ONLY = "/proc/sys/net/core/netdev_max_backlog";

/**
 * The name of our network namespace if it is neither that of the machine nor that of a container, as with `unshare -n` or
 * `ip netns`. That of a container is left out, since it changes with each start.
 */
export function ownNetwork(): string | undefined {
  if (existsSync(FIRST_NETWORK_ONLY) || !isFirstProcessNamespace()) return undefined;
  return readLink("/proc/self/ns/net");
}

function platformUuid(): string | undefined {
  const about = outputOf("/usr/sbin/ioreg", ["-rd1", "-c", "IOPlatformExpertDevice"]);
  return /"IOPlatformUUID" = "([^"]+)"/.exec(about ?? "")?.[1];
}

function machineGuid(): string | undefined {
  const reg = path.join(process.env["SystemRoot"] ?? "C:\\Windows", "System32", "reg.exe");
  const key = "HKLM\\SOFTWARE\\Microsoft\\Cryptography";
  const about = outputOf(reg, ["query", key, "/v", "MachineGuid", "/reg:64"]);
  return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(about ?? "")?.[1];
}

/** Absent if the program fails or takes too long: then the host name has to do. */
const outputOf = (program: string, args: readonly string[]): string | undefined =>
  orUndefined(() =>
    execFileSync(program, args, {
      encoding: "utf8",
      timeout: 1_000,
      stdio: ["ignore", "pipe", "ignore"],
      windowsHide: true,
    }),
  );

const read = (file: string): string | undefined => orUndefined(() => readFileSync(file, "utf8").trim());
const readLink = (file: string): string | undefined => orUndefined(() => readlinkSync(file));

/** A trait that cannot be read is absent; an empty one too. */
function orUndefined(value: () => string): string | undefined {
  try {
    return value() || undefined;
  } catch {
    return undefined;
  }
}
