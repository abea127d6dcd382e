import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** What distinguishes this machine, or this container, from others that may share its files. */
export type MachineTraits = {
  /** The operating system's own id of the installation; containers of one image may share it, or have none. */
  readonly installation: string | undefined;
  /** Absent where it changes with the network. */
  readonly hostname: string | undefined;
  /** The network namespace, if it is not that of the whole machine or container: its `localhost` is another one. */
  readonly network: string | undefined;
};

/**
 * An id of this machine that stays the same after a restart. It is not VS Code's `env.machineId`, which is that of the
 * person's own machine even in a remote window.
 */
export const machineId = (traits: MachineTraits = readTraits()): string =>
  createHash("sha256")
    .update(JSON.stringify([traits.installation, traits.hostname, traits.network]))
    .digest("hex")
    .slice(0, 16);

function readTraits(): MachineTraits {
  const installation = readInstallation();
  // The host name of a Mac follows the network that it is in.
  const isNameSteady = process.platform !== "darwin" || installation === undefined;
  return { installation, hostname: isNameSteady ? hostname() : undefined, network: ownNetwork() };
}

function readInstallation(): string | undefined {
  switch (process.platform) {
    case "linux":
      return read("/etc/machine-id") ?? read("/var/lib/dbus/machine-id");
    case "darwin":
      return platformUuid();
    default:
      return undefined;
  }
}

/** Linux gives this name to the first process namespace, in every kernel; a container has another one. */
const WHOLE_MACHINE = "pid:[4026531836]";
/** A setting that only the first network namespace of a kernel has. */
const FIRST_NETWORK_ONLY = "/proc/sys/net/core/netdev_max_backlog";

/**
 * The name of our network namespace if it is neither that of the machine nor that of a container, as with `unshare -n` or
 * `ip netns`. That of a container is left out, since it changes with each start.
 */
export function ownNetwork(): string | undefined {
  if (existsSync(FIRST_NETWORK_ONLY) || readLink("/proc/self/ns/pid") !== WHOLE_MACHINE) return undefined;
  return readLink("/proc/self/ns/net");
}

function platformUuid(): string | undefined {
  try {
    const about = execFileSync("/usr/sbin/ioreg", ["-rd1", "-c", "IOPlatformExpertDevice"], {
      encoding: "utf8",
      timeout: 1_000,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return /"IOPlatformUUID" = "([^"]+)"/.exec(about)?.[1];
  } catch {
    return undefined; // then the host name has to do
  }
}

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
