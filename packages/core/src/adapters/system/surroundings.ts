import type { Surroundings } from "../../hosts/remote-window.ts";
import { thisMachine, type Machine } from "../owners/machine.ts";
import { toolOutput } from "../owners/tool-output.ts";

/** What this machine tells about the one around it: by its files, and in WSL also by a tool. Never rejects. */
export async function findSurroundings(machine: Machine = thisMachine()): Promise<Surroundings> {
  if (machine.platform !== "linux") return { names: [] };
  const [engine, hosts = "", routes = "", wslNetwork] = await Promise.all([
    containerEngine(machine),
    machine.read("/etc/hosts"),
    machine.read("/proc/net/route"),
    wslNetworkOf(machine),
  ]);
  const gateway = parseGateway(routes);
  return {
    names: parseNames(hosts),
    ...(engine && { engine }),
    ...(gateway !== undefined && { gateway }),
    ...(wslNetwork !== undefined && { wslNetwork }),
  };
}

/** The engine of the container that this machine is, if it is one. Podman documents its file (podman-run(1)); Docker's is known from its source, and may go. */
export async function containerEngine(machine: Machine): Promise<Surroundings["engine"]> {
  if ((await machine.read("/run/.containerenv")) !== undefined) return "podman";
  return (await machine.read("/.dockerenv")) === undefined ? undefined : "docker";
}

/** hosts(5): an address, then its names; what follows a `#` is a comment. */
const parseNames = (text: string): readonly string[] =>
  text.split("\n").flatMap((line) => line.replace(/#.*/, "").trim().split(/\s+/).slice(1));

/** proc(5), `/proc/net/route`: the addresses are numbers in the order of the processor, here the lowest byte first. */
function parseGateway(text: string): string | undefined {
  for (const line of text.split("\n").slice(1)) {
    const [, destination, gateway = ""] = line.trim().split(/\s+/);
    const bytes = /^[\dA-F]{8}$/i.test(gateway) ? gateway.match(/../g) : null;
    if (destination === "00000000" && bytes && gateway !== "00000000")
      return bytes
        .toReversed()
        .map((byte) => Number.parseInt(byte, 16))
        .join(".");
  }
  return undefined;
}

/** Every distribution in WSL has this tool ("Basic commands for WSL"); elsewhere it is missing. */
async function wslNetworkOf(machine: Machine): Promise<string | undefined> {
  const isWsl = /microsoft/i.test((await machine.read("/proc/sys/kernel/osrelease")) ?? "");
  const mode = isWsl ? (await toolOutput(machine, ["/bin/wslinfo", "--networking-mode"])).trim() : "";
  return mode === "" ? undefined : mode.toLowerCase();
}
