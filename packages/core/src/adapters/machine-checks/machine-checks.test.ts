import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { freePort } from "@paddock/test-fixtures";
import { describe, expect, it, onTestFinished } from "vitest";
import { machineChecksContract, type MachineChecksWorld } from "../../testing/contracts/index.ts";
import { FakeMachineChecks, healthyMachine } from "../../testing/fake-machine-checks.ts";
import { FakeMachine } from "../../testing/machines/fake-machine.ts";
import { thisMachine } from "../owners/machine.ts";
import { bounded } from "./bounded.ts";
import { findGpus } from "./find-gpus.ts";
import { lookAtFolder } from "./look-at-folder.ts";
import { machineChecks } from "./machine-checks.ts";
import { proxiesOf } from "./look-at-proxies.ts";
import { rightsOf, userOfProcess } from "./user-rights.ts";

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "paddock-doctor-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Something that answers `GET /api/version` like Ollama. */
async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
}
const ollamaServer = () => createServer((_request, response) => response.end('{"version":"0.40.9"}'));

async function realWorld(): Promise<MachineChecksWorld> {
  const root = await newFolder();
  const port = await freePort();
  const program = path.join(root, "bin", "ollama");
  return {
    checks: checksOn({ PATH: path.join(root, "bin") }),
    port,
    folder: path.join(root, "models"),
    makeFolder: () => mkdir(path.join(root, "models")),
    async install() {
      await mkdir(path.join(root, "bin"), { recursive: true });
      await mkdir(path.join(root, "lib", "ollama"), { recursive: true });
      await writeFile(program, "\x7fELF");
      await chmod(program, 0o755);
      await writeFile(path.join(root, "lib", "ollama", "llama-server"), "");
      return program;
    },
    answer: () => listen(ollamaServer(), port),
  };
}

const checksOn = (environment: Readonly<Record<string, string>>, patienceMs?: number) =>
  machineChecks({
    machine: thisMachine(environment),
    environment: () => environment,
    configured: () => undefined,
    scheme: "http",
    editorProxy: () => undefined,
    ...(patienceMs !== undefined && { patienceMs }),
  });

function fakeWorld(): Promise<MachineChecksWorld> {
  const checks = new FakeMachineChecks();
  const folder = "/srv/models";
  const seen = <Value>(value: Value) => ({ kind: "seen", value }) as const;
  checks.report = {
    ...healthyMachine,
    folder: seen({ path: folder, is: { kind: "missing", nearest: "/srv", isOnMissingDrive: false } }),
    localhost: seen({ addresses: ["127.0.0.1"], ipv4: "refused", ipv6: "refused" }),
  };
  const set = (part: Partial<typeof checks.report>): Promise<void> =>
    Promise.resolve(void (checks.report = { ...checks.report, ...part }));
  return Promise.resolve({
    checks,
    port: 11_434,
    folder,
    makeFolder: () => set({ folder: healthyMachine.folder! }),
    install: () => Promise.resolve("/usr/local/bin/ollama"),
    answer: () => set({ localhost: healthyMachine.localhost! }),
  });
}

describe.each([
  ["this machine", realWorld],
  ["a machine of a test", fakeWorld],
])("%s", (_name, open) => {
  for (const { name, keep } of machineChecksContract) it(name, async () => keep(await open()));
});

describe("a look at a machine", () => {
  it("changes nothing", async () => {
    const { checks, port, folder, makeFolder, install } = await realWorld();
    await Promise.all([makeFolder(), install()]);
    const state = async () =>
      Promise.all(
        (await readdir(path.dirname(folder), { recursive: true })).toSorted().map(async (name) => {
          const { mtimeMs, ino, mode } = await stat(path.join(path.dirname(folder), name));
          return [name, mtimeMs, ino, mode];
        }),
      );
    const before = await state();
    await checks.look({ port, folder: { path: folder, usedBy: "our-user" } });
    expect(await state()).toEqual(before);
  });

  it("ends in time where something never answers, and says that of it alone", async () => {
    const port = await freePort();
    const silent = createTcpServer().listen(port, "127.0.0.1");
    await once(silent, "listening");
    onTestFinished(() => void silent.close());
    const { localhost, installs } = await checksOn({ PATH: "" }, 100).look({ port });
    expect(localhost).toEqual({ kind: "unseen", why: "timed-out", afterMs: 100 });
    expect(installs?.kind).toBe("seen");
  });

  it("says why it has failed", async () => {
    expect(await bounded(() => Promise.reject(new Error("EIO: i/o error")))).toEqual({
      kind: "unseen",
      why: "failed",
      detail: "EIO: i/o error",
    });
  });

  it("keeps the passwords of proxies to itself", () => {
    const { proxies, except } = proxiesOf(
      { HTTP_PROXY: "http://jane:S3cret@proxy:3128", NO_PROXY: "localhost,.corp" },
      { url: "http://me:S3cret@other:1", except: ["*.lan"] },
      "http",
    );
    expect(JSON.stringify(proxies)).not.toContain("S3cret");
    expect(proxies.map(({ via }) => via)).toEqual(["http.proxy", "HTTP_PROXY"]);
    expect(except).toEqual(["*.lan", "localhost", ".corp"]);
  });

  it.each<["http" | "https", Record<string, string>, readonly string[]]>([
    ["http", { HTTPS_PROXY: "http://p:1" }, []],
    ["https", { HTTPS_PROXY: "http://p:1" }, ["HTTPS_PROXY"]],
    ["https", { https_proxy: "http://p:1" }, ["https_proxy"]],
    ["https", { HTTP_PROXY: "http://p:1" }, ["HTTP_PROXY"]],
    ["https", { ALL_PROXY: "socks5://p:1" }, ["ALL_PROXY"]],
  ])("looks at the variables for requests by %s: %o", (scheme, environment, via) => {
    expect(proxiesOf(environment, undefined, scheme).proxies.map((proxy) => proxy.via)).toEqual(via);
  });

  it("finds the graphics cards of Linux (sysfs-bus-pci)", async () => {
    const card = (device: string, kind: string, vendor: string) => ({
      [`/sys/bus/pci/devices/${device}/class`]: `${kind}\n`,
      [`/sys/bus/pci/devices/${device}/vendor`]: `${vendor}\n`,
    });
    const files = {
      ...card("0000:01:00.0", "0x030000", "0x10de"),
      ...card("0000:00:02.0", "0x030000", "0x8086"),
      ...card("0000:02:00.0", "0x020000", "0x10de"),
    };
    expect(await findGpus(new FakeMachine({ files }))).toEqual(["NVIDIA"]);
    await expect(findGpus(new FakeMachine({ platform: "darwin" }))).rejects.toThrow("only Linux");
  });
});

describe("the rights of the user that runs the service", () => {
  const status = "Name:\tollama\nUid:\t990\t990\t990\t990\nGid:\t985\t985\t985\t985\nGroups:\t44 985 \n";

  it("are those of its process (proc(5))", async () => {
    const machine = new FakeMachine({ files: { "/proc/42/status": status } });
    expect(await userOfProcess(42, machine)).toEqual({ uid: 990, groups: [985, 44, 985] });
    expect(await userOfProcess(43, machine)).toBeUndefined();
  });

  it.runIf(process.platform === "linux")("end at a folder above that it may not enter", async () => {
    const home = await newFolder();
    const folder = path.join(home, "models");
    await mkdir(folder);
    await chmod(folder, 0o777);
    const machine = new FakeMachine({ files: { "/proc/42/status": status } });
    const look = async (at: string) => (await lookAtFolder({ folder: at, usedBy: { pid: 42 }, machine })).is;
    const denied = { kind: "folder", mayRead: false, mayWrite: false, barredBy: home };
    await chmod(home, 0o700);
    expect(await look(folder)).toMatchObject(denied);
    const link = path.join(await newFolder(), "models");
    await chmod(path.dirname(link), 0o711);
    await symlink(folder, link);
    expect(await look(link)).toMatchObject(denied);
    await chmod(home, 0o711);
    expect(await look(folder)).toMatchObject({ kind: "folder", mayRead: true, mayWrite: true });
    expect(await look(link)).toMatchObject({ kind: "folder", mayRead: true, mayWrite: true });
  });

  it.each([
    ["its own folder", { mode: 0o40_700, uid: 990, gid: 985 }, true, true],
    ["a folder of its group that it may only read", { mode: 0o40_750, uid: 0, gid: 985 }, true, false],
    ["the home of another user", { mode: 0o40_700, uid: 1000, gid: 1000 }, false, false],
    ["a folder for everyone", { mode: 0o40_777, uid: 0, gid: 0 }, true, true],
    ["a folder with what may be an access list", { mode: 0o40_770, uid: 0, gid: 0 }, undefined, undefined],
  ])("to %s (inode(7), acl(5))", (_which, folder, mayRead, mayWrite) => {
    expect(rightsOf(folder, { uid: 990, groups: [985] })).toMatchObject({ mayRead, mayWrite });
    expect(rightsOf(folder, { uid: 0, groups: [] })).toMatchObject({ mayRead: true, mayWrite: true });
  });
});
