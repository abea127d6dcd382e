import { of } from "rxjs";
import { describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { given } from "../../testing/index.ts";
import { host, pointed, running } from "../../testing/events.ts";
import { hostFacts } from "../../app/state.ts";
import type { Owner } from "../../service/owner.ts";
import { runServerProcess } from "../../service/server-process-session.ts";
import { FakeMachine, MACHINES } from "../../testing/machines/index.ts";
import { linux } from "../../testing/machines/linux/process.ts";
import { serverProcesses } from "./server-process.ts";

const EVERYWHERE = "00000000";
const SERVER = { pid: 812, argv: ["/usr/local/bin/ollama", "serve"], uid: 997 };

const find = (machine: FakeMachine) =>
  serverProcesses({ endpoint: DEFAULT_ENDPOINT, machine, commandLog: "/nowhere/command.log" }).find();

const linuxWith = (address: string, server = SERVER) => {
  const { files, links } = linux([{ address, port: 11434, uid: 997, inode: 1 }], [server]);
  return new FakeMachine({ files: { ...files, "/proc/stat": "cpu 1 2\nbtime 1795000000\n" }, links });
};

describe("what a machine tells of the server that answers", () => {
  it("is the address of its socket and its process, also of another user", async () => {
    expect(await find(linuxWith(EVERYWHERE))).toEqual({
      listensOn: "0.0.0.0:11434",
      pid: 812,
      executable: "/usr/local/bin/ollama",
      startedAtMs: 1_795_000_000_000 + 812_000,
    });
    expect(await find(linuxWith("0100007F"))).toMatchObject({ listensOn: "127.0.0.1:11434" });
  });

  it("is only the address where a container's engine forwards the port", async () => {
    const proxy = { pid: 812, argv: ["/usr/bin/docker-proxy", "-host-port", "11434"], uid: 997 };
    expect(await find(linuxWith(EVERYWHERE, proxy))).toEqual({ listensOn: "0.0.0.0:11434" });
  });

  it.each(["darwin", "win32"])("has an address on %s too", async (platform) => {
    const addresses = await Promise.all(
      MACHINES.filter(
        ({ machine, detected }) => machine.platform === platform && detected?.kind === "terminal",
      ).map(async ({ machine }) => (await find(new FakeMachine(machine)))?.listensOn),
    );
    expect(addresses).toContain("127.0.0.1:11434");
  });
});

describe("a machine is asked about the server", () => {
  const asked = (owner: Owner): number => {
    let count = 0;
    const facts = hostFacts(given(pointed, { ...running, owner }).state, host);
    const servers = { find: () => Promise.resolve((count += 1) > 0 ? { pid: 7 } : undefined) };
    runServerProcess(servers, { facts$: of(facts, { ...facts }) }).subscribe();
    return count;
  };

  it("once in a run that Paddock has not started", () => {
    expect(asked({ kind: "another-program" })).toBe(1);
    expect(asked({ kind: "container", engine: "docker", name: "ollama" })).toBe(1);
  });

  it("not before it is known who runs it, and not where its log or another machine is", () => {
    for (const kind of ["looking", "paddock", "elsewhere"] as const) expect(asked({ kind })).toBe(0);
  });
});
