import type { HttpTransport, Target } from "@paddock/core";
import { NEVER, throwError } from "rxjs";
import { describe, expect, it } from "vitest";
import { createAskedRequests, systemClock } from "@paddock/core/adapters";
import type { Demo } from "../src/activation/demo.ts";
import type { Settings } from "../src/settings/settings.ts";
import { addressOf } from "../src/activation/host-settings.ts";
import { toTarget } from "../src/activation/target.ts";

const demo: Demo = {
  host: "127.0.0.1:4000",
  command: "/usr/bin/node",
  args: ["ollama"],
  environment: {},
  registry: "127.0.0.1:5000",
};
const settings: Settings = {
  host: "",
  hosts: [],
  executable: "",
  serviceOwner: {},
  serviceEnvironment: {},
  notTextVariables: [],
  autoStart: "never",
  stopOnExit: false,
  insecureRegistries: ["lab:5000"],
  parallelDownloads: 1,
  hostMemory: {},
  checksForUpdates: "on-request",
  checksForReleases: "on-request",
  notifiesWhenDone: false,
  hiddenNotices: [],
  historyDays: 90,
  historyMegabytes: 20,
};
const noTransport: HttpTransport = {
  send: () => throwError(() => new Error("no request is expected")),
  close() {},
};

type Given = { readonly demo?: Demo; readonly ollamaHost?: string; readonly settings?: Partial<Settings> };

function targetOf(host: Settings["host"], given: Given = {}): Target {
  const set = { ...settings, ...given.settings, host };
  return toTarget({
    address: addressOf(set, given.demo, { OLLAMA_HOST: given.ollamaHost }),
    headers: {},
    settings: () => set,
    changed$: NEVER,
    editorProxy: () => undefined,
    demo: given.demo,
    folder: "/nowhere",
    transport: noTransport,
    longTransport: noTransport,
    memoryOf: () => createAskedRequests(systemClock),
    logger: { info() {}, warn() {} },
  });
}

function hostPortsOf(target: Target) {
  if (target.kind !== "host") throw new Error(target.problem);
  return target.hostPorts;
}

describe("the address of Ollama", () => {
  it.each([
    ["the setting", { host: "127.0.0.1:1234", demo, ollamaHost: ":9999" }, ["paddock.host", 1234]],
    ["the demo when nothing is set", { host: "", demo, ollamaHost: ":9999" }, ["PADDOCK_DEMO", 4000]],
    ["OLLAMA_HOST when there is no demo", { host: "", ollamaHost: ":9999" }, ["OLLAMA_HOST", 9999]],
    ["Ollama's default", { host: "" }, ["OLLAMA_HOST", 11434]],
  ])("comes from %s", (_source, { host, ...given }: Given & { readonly host: string }, [setting, port]) => {
    const address = addressOf({ host }, given.demo, { OLLAMA_HOST: given.ollamaHost });
    expect(address).toMatchObject({ setting, parsed: { endpoint: { port } } });
  });

  it("is a demo only when no other host is set", () => {
    expect(targetOf("", { demo })).toMatchObject({ kind: "host", isDemo: true });
    expect(targetOf("127.0.0.1:1234", { demo })).toMatchObject({ kind: "host", isDemo: false });
  });

  it("is local or remote", () => {
    expect(targetOf("localhost")).toMatchObject({ isRemote: false });
    expect(targetOf("example.com")).toMatchObject({ isRemote: true });
    expect(targetOf("https://localhost")).toMatchObject({ isRemote: true });
  });
});

describe("an invalid host", () => {
  it.each<[string, Settings["host"], Partial<Target>]>([
    ["is not a text", { notText: "11434" }, { text: "11434", problem: "not-text" }],
    ["has no valid port", "127.0.0.1:111543", { text: "127.0.0.1:111543", problem: "bad-port" }],
    ["has an unknown scheme", "ftp://host", { text: "ftp://host", problem: "bad-scheme" }],
  ])("that %s is reported with its setting and its text", (_what, host, expected) => {
    expect(targetOf(host)).toEqual({ kind: "misconfigured", setting: "paddock.host", ...expected });
  });

  it("is reported without its password", () => {
    const target = targetOf("http://me:secret@host");
    expect(target).toMatchObject({ kind: "misconfigured", problem: "has-credentials" });
    expect(JSON.stringify(target)).not.toContain("secret");
  });

  it("is reported as OLLAMA_HOST if it comes from there", () => {
    expect(targetOf("", { ollamaHost: "x y" })).toMatchObject({ setting: "OLLAMA_HOST" });
  });
});

describe("a registry", () => {
  it("is used without TLS only if the setting lists its host, in upper or lower case", () => {
    const { isInsecure } = hostPortsOf(targetOf(""));
    expect(["lab:5000", "LAB:5000", "lab", "registry.ollama.ai"].map(isInsecure)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("the executable", () => {
  it("is not searched for elsewhere if the person has set it", async () => {
    const { owner } = hostPortsOf(targetOf("", { settings: { executable: "/nowhere/ollama" } }));
    expect((await owner.findProgram({ kind: "looking" })).kind).toBe("no-executable");
  });

  it("is always installed in a demo", async () => {
    expect(await hostPortsOf(targetOf("", { demo })).owner.findProgram({ kind: "looking" })).toMatchObject({
      kind: "found",
    });
  });
});
