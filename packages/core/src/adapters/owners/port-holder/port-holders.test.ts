import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as net from "node:net";
import * as path from "node:path";
import { freePort, nodeExecutable } from "@paddock/test-fixtures";
import { afterEach, assert, describe, expect, it, onTestFinished } from "vitest";
import { portHoldersContract } from "../../../testing/contracts/index.ts";
import { FakeHolders } from "../../../testing/fake-holders.ts";
import { DEFAULT_ENDPOINT, type Endpoint } from "../../../hosts/endpoint.ts";
import { identify } from "../process-identity.ts";
import { answering } from "./listeners.ts";
import { parentsIn, parseLsof } from "./lsof.ts";
import { parseNetTcp } from "./net-tcp-connection.ts";
import { commandOn, portHolders, type Run } from "./port-holders.ts";
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
    const found = await portHolders({ endpoint: at(port), logger }).find();
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
    expect(await portHolders({ endpoint: at(port), logger }).find()).toBeUndefined();
    await openForeign(port);
    expect(await portHolders({ endpoint: at(port, "127.0.0.9"), logger }).find()).toBeUndefined();
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
        holders: portHolders({ endpoint: at(port), logger }),
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

describe("lsof", () => {
  // Written by the form that lsof(8) describes; not seen on a Mac.
  const OUTPUT =
    "p812\ncnode\\x20helper\nu501\nLjane\nf22\nn127.0.0.1:11434\np1\ncdocker\nu0\nLroot\nf9\nn*:11434\nn[::1]:11435\n";

  it("names the program that answers at this address", () => {
    expect(parseLsof(OUTPUT, at(11434))).toEqual({ pid: 812, name: "node helper", user: "jane" });
    expect(parseLsof(OUTPUT, at(11434, "192.168.1.5"))).toEqual({ pid: 1, name: "docker", user: "root" });
    expect(parseLsof(OUTPUT, at(11435, "::1"))).toMatchObject({ pid: 1 });
    expect(parseLsof("", at(11434))).toBeUndefined();
  });

  it("is run without a shell, and its exit code of 1 means that no program listens", async () => {
    const asked: string[] = [];
    const run: Run = (program, args) => {
      asked.push([program, ...args].join(" "));
      return program.endsWith("lsof")
        ? Promise.resolve(OUTPUT)
        : Promise.resolve("  812   700\n  700     1\n    1     0\n");
    };
    const found = await portHolders({ endpoint: at(11434), logger, platform: "darwin", run }).find();
    expect(asked[0]).toBe("/usr/sbin/lsof -nP -iTCP:11434 -sTCP:LISTEN -FpcuLn");
    expect(found).toMatchObject({ pid: 812, parents: [700, 1] });
    const nothing: Run = () => Promise.reject(Object.assign(new Error("exit"), { code: 1 }));
    expect(
      await portHolders({ endpoint: at(11434), logger, platform: "darwin", run: nothing }).find(),
    ).toBeUndefined();
  });

  it("that is missing is a warning, and nothing is known", async () => {
    const warnings: string[] = [];
    const run: Run = () => Promise.reject(Object.assign(new Error("spawn lsof ENOENT"), { code: "ENOENT" }));
    const logging = { info: () => {}, warn: (text: string) => void warnings.push(text) };
    const holders = portHolders({ endpoint: at(11434), logger: logging, platform: "darwin", run });
    expect(await holders.find()).toBeUndefined();
    expect(warnings.join()).toContain("ENOENT");
  });

  it("ends where a table of processes goes in a circle", () => {
    expect(parentsIn("2 3\n3 2\n", 2)).toEqual([3, 2]);
  });
});

describe("Get-NetTCPConnection", () => {
  // Written by Microsoft's documentation of the cmdlets; not seen on Windows.
  const ROW = `{"address":"127.0.0.1","pid":4312,"name":"node.exe","path":"C:\\\\Program Files\\\\nodejs\\\\node.exe","line":"node server.js","parent":9,"user":"Jane"}`;
  const OF_SYSTEM = `{"address":"0.0.0.0","pid":4,"name":"System","path":null,"line":null,"parent":0,"user":null}`;

  it("names the program, alone or among others", () => {
    const node = {
      pid: 4312,
      name: "node",
      executable: "C:\\Program Files\\nodejs\\node.exe",
      argv: ["node server.js"],
      parents: [9],
      user: "Jane",
    };
    expect(parseNetTcp(ROW, at(11434))).toEqual(node);
    expect(parseNetTcp(`[${OF_SYSTEM},${ROW}]\r\n`, at(11434))).toEqual(node);
    expect(parseNetTcp(OF_SYSTEM, at(11434))).toEqual({ pid: 4, name: "System" });
  });

  it.each(["", "Get-NetTCPConnection : Access denied", "[]", "{}"])(
    "is read without a failure: %s",
    (output) => {
      expect(parseNetTcp(output, at(11434))).toBeUndefined();
    },
  );

  it("is asked by PowerShell's absolute path", async () => {
    let asked = "";
    const run: Run = (program) => ((asked = program), Promise.resolve(ROW));
    const found = await portHolders({ endpoint: at(11434), logger, platform: "win32", run }).find();
    expect(asked).toMatch(/^[A-Z]:\\Windows\\System32\\WindowsPowerShell\\v1\.0\\powershell\.exe$/);
    expect(found?.name).toBe("node");
  });
});

it("the command for a terminal has the port", () => {
  for (const platform of ["linux", "darwin", "win32"] as const) {
    const command = commandOn(platform, 11434);
    assert(command.includes("11434"));
  }
});
