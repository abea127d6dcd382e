import { X509Certificate } from "node:crypto";
import { freePort } from "@paddock/test-fixtures";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer as createPlainServer, type RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  DEFAULT_PREFERENCES,
  hostFacts,
  hostIdOf,
  openApp,
  parseHostId,
  type HostId,
  type HttpTransport,
  type NamedTarget,
} from "@paddock/core";
import { sessionHistory, systemClock } from "@paddock/core/adapters";
import { AUTHORITY, FakeModelFiles, modelName, SELF_SIGNED, SIGNED } from "@paddock/core/testing";
import { catchError, EMPTY, filter, firstValueFrom, lastValueFrom, merge, of, type Observable } from "rxjs";
import { expect, it, onTestFinished } from "vitest";
import { publicState } from "@paddock/core/views";
import { openTargets } from "./open-targets.ts";

const idsOf = (targets: readonly NamedTarget[]): readonly (HostId | string)[] =>
  targets.map(({ target }) => (target.kind === "host" ? hostIdOf(target.endpoint) : target.problem));

it("are the host of the first setting, and those of the list", async () => {
  const { now } = openTargets({ host: "here:1", hosts: [{ name: "gpu", address: "gpu:2" }, "nas:3"] });
  const targets = await now();
  expect(targets.map(({ name }) => name)).toEqual([undefined, "gpu", "nas"]);
  expect(idsOf(targets)).toEqual(["http://here:1", "http://gpu:2", "http://nas:3"]);
});

it("stay the same objects while their own settings do, whatever happens to the others", async () => {
  const { now, change } = openTargets({ host: "here:1", hosts: ["gpu:2", "nas:3"] });
  const [here, gpu, nas] = await now();
  const [here2, nas2, more] = await change({ hosts: [{ name: "renamed", address: "nas:3" }, "more:4"] });
  expect(here2?.target).toBe(here?.target);
  expect(nas2?.target).toBe(nas?.target);
  expect(nas2?.name).toBe("renamed");
  expect(more?.target).not.toBe(gpu?.target);
  const [elsewhere, nas3] = await change({ host: "elsewhere:1" });
  expect(elsewhere?.target).not.toBe(here?.target);
  expect(nas3?.target).toBe(nas?.target);
});

it("know what was asked of a host before its settings changed, and changed back", async () => {
  const host = `127.0.0.1:${await freePort()}`;
  const { now, change, hostPorts } = openTargets({ host });
  const ports = () => hostPorts(parseHostId(`http://${host}`)!);
  await now();
  await lastValueFrom(
    ports()!
      .api.version()
      .pipe(catchError(() => EMPTY)),
    { defaultValue: undefined },
  );
  await change({ host: "elsewhere:1" });
  expect(ports()).toBeUndefined();
  await change({ host });
  expect(ports()?.asked?.of("GET", "/api/version")).toHaveLength(1);
});

it("have a problem each where the setting is wrong, and no other is disturbed", async () => {
  const { now, change } = openTargets({ host: "here:1", hosts: ["ftp://x", "here:1", 7, "nas:3"] });
  expect(idsOf(await now())).toEqual([
    "http://here:1",
    "bad-scheme",
    "duplicate",
    "not-an-entry",
    "http://nas:3",
  ]);
  expect(idsOf(await change({ host: "x y" }))).toEqual([
    "bad-host",
    "bad-scheme",
    "http://here:1",
    "not-an-entry",
    "http://nas:3",
  ]);
  expect(idsOf(await change({ hosts: "nas:3" }))).toEqual(["bad-host", "not-a-list"]);
});

it("have a problem if the file with their authority cannot be used", async () => {
  const { now, folder, change } = openTargets({
    hosts: [{ name: "gpu", address: "https://gpu", caFile: "/nowhere/ca.pem" }],
  });
  expect(idsOf(await now()).slice(1)).toEqual(["bad-ca-file"]);
  const file = join(folder, "ca.pem");
  writeFileSync(file, AUTHORITY);
  const hosts = [{ name: "gpu", address: "https://gpu", caFile: file }];
  expect(idsOf(await change({ hosts })).slice(1)).toEqual(["https://gpu:443"]);
});

it.skipIf(process.platform === "win32")("do not wait for an authority that is a pipe", async () => {
  const { folder, now, change } = openTargets({ hosts: [] });
  await now();
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  const hosts = ["a", "b", "c", "d", "e"].map((name) => ({ name, address: `https://${name}`, caFile: pipe }));
  expect(idsOf(await change({ hosts: [...hosts, "http://other:1"] })).slice(1)).toEqual([
    ...hosts.map(() => "bad-ca-file"),
    "http://other:1",
  ]);
});

/** A host of its own, and every request it got, with all headers. */
async function hostWith(certificate?: { readonly cert: string; readonly key: string }) {
  const requests: string[] = [];
  const answer: RequestListener = (request, response) => {
    requests.push(JSON.stringify([request.url, request.headers]));
    response.end(request.url === "/api/version" ? '{"version":"0.33.0"}' : '{"models":[]}');
  };
  const server = certificate ? createServer(certificate, answer) : createPlainServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { requests, address: `${certificate ? "https" : "http"}://127.0.0.1:${port}` };
}

/** Sends small and long requests to a host; failures are the test's to expect elsewhere. */
async function useAll(targets: readonly NamedTarget[]): Promise<void> {
  for (const { target } of targets) {
    if (target.kind !== "host") throw new Error(target.problem);
    const { api } = target.hostPorts;
    const pull$ = api.pull(modelName("pony"), { insecure: false });
    const uses: readonly Observable<unknown>[] = [api.version(), api.list(), api.listLoaded(), pull$];
    const ended = merge(...uses.map((use$) => use$.pipe(catchError(() => EMPTY))));
    await lastValueFrom(ended, { defaultValue: undefined });
  }
}

it("send a token, and trust a certificate, only where the person has said so", async () => {
  const plain = await hostWith();
  const other = await hostWith();
  const signed = await hostWith(SIGNED);
  const selfSigned = await hostWith(SELF_SIGNED);
  const hosts = [plain, other, signed, selfSigned];
  const tokens = hosts.map((_host, index) => `planted-${index}`);
  const headers = Object.fromEntries(
    hosts.map(({ address }, index) => [address, { authorization: tokens[index]! }]),
  );
  const opened = openTargets({ host: plain.address }, headers);
  await opened.now();
  const caFile = join(opened.folder, "ca.pem");
  writeFileSync(caFile, AUTHORITY);
  const { fingerprint256: fingerprint } = new X509Certificate(SELF_SIGNED.cert);
  const targets = await opened.change({
    hosts: [
      other.address,
      { name: "signed", address: signed.address, caFile },
      { name: "self-signed", address: selfSigned.address, fingerprint },
    ],
  });
  await useAll(targets);
  for (const [index, { requests }] of hosts.entries()) {
    expect(requests.length).toBeGreaterThanOrEqual(4);
    for (const request of requests)
      expect(tokens.filter((token) => request.includes(token))).toEqual([tokens[index]]);
  }
  expect(opened.logged.join(" ")).not.toContain("planted");

  for (const { requests } of hosts) requests.length = 0;
  await useAll(
    await opened.change({
      hosts: [
        other.address,
        { name: "signed", address: signed.address, fingerprint },
        { name: "self-signed", address: selfSigned.address, caFile },
      ],
    }),
  );
  expect(hosts.map(({ requests }) => requests.length > 0)).toEqual([true, true, false, false]);
  expect(await failsAt(opened.transport, signed.address)).toBe(true);
});

/** Whether a host is not trusted by the transport for all others. */
const failsAt = (transport: HttpTransport, url: string): Promise<boolean> =>
  lastValueFrom(transport.send({ method: "GET", url })).then(
    () => false,
    () => true,
  );

it("keep a token out of the history, the state, the logs, and the processes that are started", async () => {
  const port = await freePort();
  const remote = await hostWith();
  const here = `http://127.0.0.1:${port}`;
  const headers = {
    [here]: { authorization: "planted-here" },
    [remote.address]: { "x-key": "planted-remote" },
  };
  const opened = openTargets({ host: here, hosts: [remote.address] }, headers);
  const executable = join(opened.folder, "ollama");
  const seen = join(opened.folder, "seen.json");
  const script = `require("fs").writeFileSync(${JSON.stringify(seen)}, JSON.stringify([process.argv, process.env]))`;
  writeFileSync(executable, `#!${process.execPath}\n${script}; process.exit(2)\n`, { mode: 0o755 });
  await opened.now();
  opened.set({ executable });
  const app = openApp({
    targets$: opened.targets$,
    looking$: of(true),
    preferences$: of(DEFAULT_PREFERENCES),
    ...sessionHistory(),
    modelFiles: new FakeModelFiles(),
    clock: systemClock,
    logger: opened.logger,
  });
  onTestFinished(() => app.close());
  const [host = ""] = idsOf(await opened.now());
  const kind = (id: string) => hostFacts(app.state(), parseHostId(id)).service.situation.kind;
  const until = (id: string, ...kinds: readonly string[]) =>
    firstValueFrom(app.state$.pipe(filter(() => kinds.includes(kind(id)))));
  await until(remote.address, "running");
  await until(host, "stopped");
  const here$ = parseHostId(host);
  if (here$) await app.dispatch({ type: "service.start", host: here$ });
  await until(host, "failed", "stopped");
  expect(remote.requests.join(" ")).toContain("planted-remote");
  expect(readFileSync(seen, "utf8")).toContain("serve");
  const history = [app.history.factsAfter(0, 1_000), app.history.readings()];
  const all = [app.state(), publicState(app.state()), history, opened.logged, readFileSync(seen, "utf8")];
  expect(JSON.stringify(all)).not.toContain("planted");
});

it("who runs a host is chosen for that host alone, and on another machine only by a tool that leads there", async () => {
  const owner = { kind: "container", engine: "docker", name: "ollama", context: "box" };
  const unit = { kind: "systemd", scope: "system", unit: "ollama.service" };
  const owners = [owner, unit, { ...owner, contxt: "x" }, undefined];
  const hosts = owners.map((one, index) => ({
    name: `h${index}`,
    address: `203.0.113.${index}`,
    owner: one,
  }));
  const { now, wrong } = openTargets({ serviceOwner: unit, hosts });
  const chosen = (await now()).map(({ target }) => target.kind === "host" && target.chosenOwner);
  expect(chosen).toEqual([unit, owner, undefined, undefined, undefined]);
  const setting = { reason: "bad-owner", setting: "paddock.hosts" };
  expect(wrong).toEqual([
    { ...setting, host: "h1", problem: { field: "kind", because: "not-remote" } },
    { ...setting, host: "h2", problem: { field: "contxt", because: "unknown-field" } },
  ]);
});

it("another choice of who runs a host makes another target of it, and of no other", async () => {
  const hosts = [{ name: "box", address: "203.0.113.1" }];
  const { now, change } = openTargets({ hosts });
  const before = await now();
  const after = await change({ serviceOwner: { kind: "container", engine: "podman", name: "ollama" } });
  expect(after.map(({ target }, index) => target === before[index]?.target)).toEqual([false, true]);
});
