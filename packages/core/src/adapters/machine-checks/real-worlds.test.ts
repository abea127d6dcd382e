import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import * as path from "node:path";
import { freePort, nodeExecutable, standInExecutable } from "@paddock/test-fixtures";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Cause } from "../../doctor/cause.ts";
import { AUTHORITY, SIGNED } from "../../testing/certificates.ts";
import { openRealWorld, temporaryFolder } from "../../testing/doctor/real-world.ts";
import { undiciTransport } from "../http/undici-transport.ts";

/** Answers as a healthy Ollama of today does, as far as a look at it asks. */
const asOllama: RequestListener = (request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(request.url === "/api/version" ? '{"version":"0.40.9"}' : '{"models":[]}');
};
const always =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { connection: "close", ...headers });
    response.end(body);
  };

async function listen(server: Server, port: number, address = "127.0.0.1"): Promise<Server> {
  server.listen(port, address);
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return server;
}

/** A server whose answers change when it is mended. */
async function answering(answer: RequestListener, port: number) {
  const now = { answer };
  await listen(
    createServer((request, response) => now.answer(request, response)),
    port,
  );
  return { mend: () => void (now.answer = asOllama) };
}

type Found = () => Promise<readonly { readonly cause: Cause }[]>;
/** Waits until the doctor finds exactly these causes; most of what is healthy in a world of a test is not told apart. */
const expectCauses = (causes: Found, ...expected: readonly Cause[]) =>
  expect
    .poll(async () => (await causes()).map(({ cause }) => cause).filter((cause) => !ASIDE.has(cause)), {
      interval: 100,
    })
    .toEqual(expected);

/** What this machine is really like is not what these tests are about. */
const ASIDE: ReadonlySet<Cause> = new Set<Cause>(["disk-nearly-full", "several-installs"]);

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === "::1"),
);
const isRoot = process.getuid?.() === 0;

describe("by real sockets, the doctor finds", () => {
  it("that nothing is wrong", async () => {
    const port = await freePort();
    await listen(createServer(asOllama), port);
    await expectCauses((await openRealWorld({ port })).causes);
  });

  it.each<[string, RequestListener, Cause]>([
    ["a proxy that wants a token", always(401, '{"detail":"Unauthorized"}'), "wants-password"],
    ["an Ollama that does not know the name of its host", always(403, ""), "host-guard"],
    ["a gateway without an Ollama", always(502, "<html>Bad Gateway</html>"), "proxy-without-ollama"],
    ["an address that leads on", always(301, "", { location: "https://127.0.0.1/" }), "bad-address"],
    ["another program", always(404, "not here"), "another-program"],
    ["a sign-in page", always(200, "<html>Sign in</html>"), "another-program"],
  ])(
    "%s",
    async (_what, answer, cause) => {
      const port = await freePort();
      const server = await answering(answer, port);
      const { causes } = await openRealWorld({ port });
      await expectCauses(causes, cause);
      server.mend();
      await expectCauses((await openRealWorld({ port })).causes);
    },
    40_000,
  );

  it("a program that does not speak HTTP", async () => {
    const port = await freePort();
    await listen(
      createTcpServer((socket) => {
        socket.on("error", () => socket.destroy()); // the client has gone first
        socket.write("SSH-2.0-OpenSSH_9.6\r\n");
        socket.once("data", () => socket.end("Invalid SSH identification string.\r\n"));
      }),
      port,
    );
    await expectCauses((await openRealWorld({ port })).causes, "another-program");
  });

  it("a certificate that is not trusted, until its authority is", async () => {
    const port = await freePort();
    await listen(createTlsServer(SIGNED, asOllama), port);
    const endpoint = { scheme: "https", hostname: "127.0.0.1", dialHostname: "127.0.0.1" } as const;
    await expectCauses((await openRealWorld({ port, endpoint })).causes, "not-trusted");
    const hostTransport = undiciTransport({ kind: "authorities", pem: AUTHORITY });
    await expectCauses((await openRealWorld({ port, endpoint, hostTransport })).causes);
    hostTransport.close();
  });

  it.runIf(hasIpv6)(
    "an Ollama at ::1 only, and another program there",
    async () => {
      const port = await freePort();
      await listen(createServer(asOllama), port, "::1");
      const { causes } = await openRealWorld({ port });
      await expectCauses(causes, "only-ipv6");
      await listen(createServer(asOllama), port);
      await expectCauses(causes);
    },
    40_000,
  );

  it.runIf(hasIpv6)("another program at ::1", async () => {
    const port = await freePort();
    await listen(createServer(asOllama), port);
    const other = await listen(createServer(always(200, "hello")), port, "::1");
    const { causes } = await openRealWorld({ port });
    await expectCauses(causes, "two-servers");
    other.close();
    await expectCauses(causes);
  });
});

/** A program that writes these lines and ends, as an Ollama that cannot start. */
async function endingWith(...lines: readonly string[]): Promise<string> {
  const program = path.join(await temporaryFolder(), "ollama");
  const script = `process.stderr.write(${JSON.stringify(`${lines.join("\n")}\n`)}); process.exitCode = 1;`;
  await writeFile(program, `#!${nodeExecutable()}\n${script}\n`);
  await chmod(program, 0o755);
  return program;
}

describe("by real processes, the doctor finds", () => {
  it("that Ollama does not run, and its button starts it", async () => {
    const { app, host, situation, causes } = await openRealWorld({
      port: await freePort(),
      executable: standInExecutable,
    });
    await expectCauses(causes, "not-running");
    await app.dispatch({ type: "service.start", host });
    await expect.poll(situation).toBe("running");
    await expectCauses(causes);
  });

  it.each<[string, readonly string[], Cause]>([
    [
      "log-port-taken",
      ["Error: listen tcp 127.0.0.1:11434: bind: address already in use"],
      "another-program",
    ],
    [
      "log-bad-models-dir",
      ["Error: mkdir /home/user/afile: not a directory: ensure path elements are traversable"],
      "folder-not-a-folder",
    ],
    ["ollama#2701", ["Error: mkdir /home/crystal: permission denied"], "folder-denied"],
    ["ollama#8756", ["panic: $HOME is not defined", "", "goroutine 1 [running]:"], "no-home"],
    ["ollama#10251", ["ollama: /lib64/libm.so.6: version `GLIBC_2.27' not found"], "missing-library"],
  ])(
    "why a start has failed, as %s",
    async (_source, lines, cause) => {
      const { app, host, causes } = await openRealWorld({
        port: await freePort(),
        executable: await endingWith(...lines),
      });
      await app.dispatch({ type: "service.start", host });
      await expectCauses(causes, cause);
    },
    40_000,
  );

  it("a missing program, by the setting", async () => {
    const { causes } = await openRealWorld({ port: await freePort(), executable: "/nowhere/ollama" });
    await expectCauses(causes, "missing-program");
  });
});

describe("by real files, the doctor finds", () => {
  /** An `ollama` that is no script, with this beside it. */
  async function installed(...beside: readonly string[]): Promise<{ program: string; root: string }> {
    const root = await temporaryFolder();
    const program = path.join(root, "bin", "ollama");
    await mkdir(path.dirname(program));
    await cp(nodeExecutable(), program, { dereference: true });
    for (const file of beside) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), "");
    }
    return { program, root };
  }

  it.each([
    ["no lib/ollama", []],
    ["no llama-server", ["lib/ollama/libggml.so"]],
  ])("an installation that is not whole: %s", async (_what, beside) => {
    const { program, root } = await installed(...beside);
    const { causes } = await openRealWorld({ port: await freePort(), executable: program });
    await expectCauses(causes, "incomplete-install", "not-running");
    await mkdir(path.join(root, "lib", "ollama"), { recursive: true });
    await writeFile(path.join(root, "lib", "ollama", "llama-server"), "");
    await expectCauses(causes, "not-running");
  });

  it.each<[string, (folder: string) => Promise<unknown>, Cause]>([
    [
      "a link to a place that is not there",
      (folder) => symlink(`${folder}-of-a-drive`, folder),
      "drive-missing",
    ],
    ["a file in its place", (folder) => writeFile(folder, ""), "folder-not-a-folder"],
  ])("a models folder that is none: %s", async (_what, spoil, cause) => {
    const folder = path.join(await temporaryFolder(), "models");
    await spoil(folder);
    const { causes } = await openRealWorld({
      port: await freePort(),
      executable: standInExecutable,
      environment: { OLLAMA_MODELS: folder },
    });
    await expectCauses(causes, cause);
    await rm(folder);
    await mkdir(folder);
    await expectCauses(causes, "not-running");
  });

  it.runIf(isRoot && process.platform === "linux")(
    "a folder that the user of a service may not write",
    async () => {
      const { lookAtFolder } = await import("./look-at-folder.ts");
      const { thisMachine } = await import("../owners/machine.ts");
      const folder = await temporaryFolder();
      await chmod(folder, 0o700);
      const service = spawn(nodeExecutable(), ["-e", "setInterval(() => {}, 1e6)"], {
        uid: 65_534,
        gid: 65_534,
      });
      onTestFinished(() => void service.kill("SIGKILL"));
      await once(service, "spawn");
      const look = () => lookAtFolder({ folder, usedBy: { pid: service.pid ?? 0 }, machine: thisMachine() });
      expect((await look()).is).toMatchObject({ kind: "folder", mayRead: false, mayWrite: false });
      await chown(folder, 65_534, 65_534);
      expect((await look()).is).toMatchObject({ kind: "folder", mayRead: true, mayWrite: true });
    },
  );
});
