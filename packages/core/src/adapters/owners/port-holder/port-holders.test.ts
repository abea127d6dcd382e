import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as net from "node:net";
import * as path from "node:path";
import { freePort, nodeExecutable } from "@paddock/test-fixtures";
import { afterEach, assert, describe, expect, it, onTestFinished } from "vitest";
import { portHoldersContract } from "../../../testing/contracts/index.ts";
import { FakeHolders } from "../../../testing/fake-holders.ts";
import { FakeMachine } from "../../../testing/machines/index.ts";
import { mac, macIdentity } from "../../../testing/machines/mac/process.ts";
import { windows, windowsIdentity } from "../../../testing/machines/windows/process.ts";
import { DEFAULT_ENDPOINT, type Endpoint } from "../../../hosts/endpoint.ts";
import { thisMachine } from "../machine.ts";
import { identify } from "../process-identity.ts";
import { answering } from "./listeners.ts";
import { commandOn, portHolders } from "./port-holders.ts";
import { inodeOfLink, parseProcNet } from "./proc-net.ts";

const logger = { info: () => {}, warn: () => {} };
const at = (port: number, dialHostname = "127.0.0.1"): Endpoint => ({
  ...DEFAULT_ENDPOINT,
  dialHostname,
  port,
});

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A program that is not Ollama, on this port. */
async function openForeign(port: number): Promise<ChildProcess> {
  const script = `require("net").createServer().listen(${port}, "127.0.0.1", () => console.log("open"))`;
  const child = spawn(nodeExecutable(), ["-e", script, "--", "--token=secret"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

describe.runIf(process.platform === "linux")("the holder of a port of this machine", () => {
  it("is named with its process, what started it, and no user, since that is the same", async () => {
    const port = await freePort();
    const { pid = 0 } = await openForeign(port);
    const found = await portHolders({ endpoint: at(port), logger, machine: thisMachine() }).find();
    const { executable } = (await identify(pid))!;
    expect(found).toMatchObject({
      pid,
      name: path.basename(executable),
      executable,
      identity: await identify(pid),
    });
    expect(found).not.toHaveProperty("user"); // it is the person's own
    expect(found?.argv).toContain("--token=secret");
    expect(found?.parents?.[0]).toBe(process.pid);
  });

  it("is none where no program listens, or only at another address", async () => {
    const port = await freePort();
    expect(await portHolders({ endpoint: at(port), logger, machine: thisMachine() }).find()).toBeUndefined();
    await openForeign(port);
    expect(
      await portHolders({ endpoint: at(port, "127.0.0.9"), logger, machine: thisMachine() }).find(),
    ).toBeUndefined();
  });
});

async function listenOn(port: number): Promise<void> {
  const server = net.createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
}

describe.runIf(process.platform === "linux")("the ports of this machine", () => {
  for (const { name, keep } of portHoldersContract)
    it(name, async () => {
      const [port, free] = [await freePort(), await freePort()];
      await keep({
        holders: portHolders({ endpoint: at(port), logger, machine: thisMachine() }),
        hold: async () => (await openForeign(port)).pid ?? 0,
        free,
        takeFree: () => listenOn(free),
      });
    });
});

describe("ports that a test says who holds", () => {
  for (const { name, keep } of portHoldersContract)
    it(name, () => {
      const holders = new FakeHolders();
      return keep({
        holders,
        hold: () => Promise.resolve((holders.holder = { pid: 7 }).pid),
        free: 11_500,
        takeFree: () => Promise.resolve(void holders.taken.add(11_500)),
      });
    });
});

describe("/proc/net/tcp", () => {
  // Rows as a Linux 6.1 prints them; uids and inodes changed.
  const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:2CAA 00000000:0000 0A 00000000:00000000 00:00000000 00000000   998        0 31337 1 0000000000000000 100 0 0 10 0
   1: 0100007F:2CAA 0100007F:D2F4 01 00000000:00000000 00:00000000 00000000   998        0 40000 1 0000000000000000 20 4 30 10 -1
`;
  const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0000000000000000 100 0 0 10 0
   1: 00000000000000000000000001000000:2CAA 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 2 1 0000000000000000 100 0 0 10 0
`;

  it("lists who listens, and not who is connected", () => {
    expect(parseProcNet(TCP)).toEqual([{ address: "127.0.0.1", port: 11434, uid: 998, inode: "31337" }]);
  });

  it("lists addresses of IPv6", () => {
    const listeners = parseProcNet(TCP6);
    expect(answering(listeners, { dialHostname: "::1", port: 11434 })?.uid).toBe(1000);
    expect(answering(listeners, { dialHostname: "127.0.0.1", port: 8080 })?.uid).toBe(0);
    expect(answering(listeners, { dialHostname: "127.0.0.1", port: 11434 })).toBeUndefined();
  });

  it("is parsed whatever a line has", () => {
    expect(parseProcNet("\n  sl\n 0: XYZ:1 0 0A\n")).toEqual([]);
    expect(inodeOfLink("socket:[12]")).toBe("12");
    expect(inodeOfLink("/dev/null")).toBeUndefined();
  });
});

/** Who holds the port on a machine of the table, and the warnings about it. */
async function holderOn(machine: FakeMachine, endpoint = at(11434)) {
  const warnings: string[] = [];
  const logging = { info: () => {}, warn: (text: string) => void warnings.push(text) };
  const found = await portHolders({ endpoint, logger: logging, machine }).find();
  expect(machine.unanswered).toEqual([]);
  return { found, warnings };
}

describe("on macOS", () => {
  const node = { pid: 812, parent: 700, comm: "/opt/My Apps/node helper", rest: "server.js" };
  const shell = { pid: 700, comm: "-zsh" };
  const root = { pid: 640, user: "root", comm: "/Applications/docker" } as const;

  it("the program is named that answers at this address, with its parents and its command", async () => {
    const processes = [
      shell,
      { ...node, listens: ["127.0.0.1:11434"] },
      { ...root, listens: ["*:11434", "[::1]:11435"] },
    ];
    const { found, warnings } = await holderOn(new FakeMachine(mac(processes)));
    expect(found).toEqual({
      pid: 812,
      name: "node helper",
      executable: "/opt/My Apps/node helper",
      identity: macIdentity(812, "/opt/My Apps/node helper"),
      argv: ["/opt/My Apps/node helper server.js"],
      parents: [700],
    });
    expect(warnings).toEqual([]);
    // lsof does not tell of other users' processes.
    expect((await holderOn(new FakeMachine(mac(processes)), at(11434, "192.168.1.5"))).found).toBeUndefined();
  });

  it("no other user's Ollama is named, which may be at another port", async () => {
    const server = { pid: 501, user: "joe", comm: "/usr/local/bin/ollama", rest: "serve" } as const;
    expect((await holderOn(new FakeMachine(mac([server])))).found).toBeUndefined();
  });

  it("a program of which ps does not tell is told by its pid", async () => {
    const { tools = {}, ...parts } = mac([{ ...node, listens: ["127.0.0.1:11434"] }]);
    const silent = { ...tools, "/usr/bin/env": [{ asked: /./, answer: "" }] };
    expect((await holderOn(new FakeMachine({ ...parts, tools: silent }))).found).toEqual({
      pid: 812,
    });
  });

  it("a tool that is missing is a warning, and nothing is known", async () => {
    const { found, warnings } = await holderOn(new FakeMachine({ platform: "darwin" }));
    expect(found).toBeUndefined();
    expect(warnings.join()).toContain("/usr/sbin/lsof is missing");
  });
});

describe("on Windows", () => {
  const path = "C:\\Program Files\\nodejs\\node.exe";
  const node = { pid: 4312, parent: 9, path, rest: "server.js", listens: ["127.0.0.1"] };

  it("the program is named, with its parents and its command line", async () => {
    const shell = { pid: 9, parent: 1, path: "C:\\Windows\\explorer.exe" };
    const { found, warnings } = await holderOn(new FakeMachine(windows([shell, node])));
    expect(found).toMatchObject({
      pid: 4312,
      name: "node",
      executable: path,
      identity: windowsIdentity(4312, path),
      parents: [9],
    });
    expect(found?.argv?.[0]).toContain("server.js");
    expect(found).not.toHaveProperty("user");
    expect(warnings).toEqual([]);
  });

  it("another user's program is named without its path", async () => {
    const other = { ...node, path: null, name: "node.exe", user: "Joe" };
    const { found } = await holderOn(new FakeMachine(windows([other])));
    expect(found).toMatchObject({ pid: 4312, name: "node", user: "Joe" });
    expect(found).not.toHaveProperty("executable");
  });

  it("the kernel is named, whose process has no start", async () => {
    const listening = JSON.stringify({
      listeners: [{ pid: 4, address: "0.0.0.0", port: 11434 }],
      processes: [],
      services: [],
    });
    const { tools = {}, ...parts } = windows([]);
    const [shell = ""] = Object.keys(tools);
    const only = { ...tools, [shell]: [{ asked: /-LocalPort/, answer: listening }] };
    expect((await holderOn(new FakeMachine({ ...parts, tools: only }))).found).toEqual({
      pid: 4,
      name: "System",
    });
  });

  it.each(["", "Get-NetTCPConnection : Access denied", "[]", "{}"])(
    "an answer that is none is read without a failure: %s",
    async (answer) => {
      const { tools = {}, ...parts } = windows([]);
      const [shell = ""] = Object.keys(tools);
      const machine = new FakeMachine({ ...parts, tools: { ...tools, [shell]: [{ asked: /./, answer }] } });
      expect((await holderOn(machine)).found).toBeUndefined();
      expect(machine.asked[0]).toMatch(
        /^[A-Z]:\\Windows\\System32\\WindowsPowerShell\\v1\.0\\powershell\.exe /,
      );
    },
  );
});

it("the command for a terminal has the port", () => {
  for (const platform of ["linux", "darwin", "win32"] as const) {
    const command = commandOn(platform, 11434);
    assert(command.includes("11434"));
  }
});
