import type { HttpTransport, Target } from "@paddock/core";
import { NEVER, throwError } from "rxjs";
import { describe, expect, it } from "vitest";
import type { Demo } from "../src/activation/demo.ts";
import type { Settings } from "../src/settings/settings.ts";
import { addressOf, toTarget } from "../src/activation/target.ts";

const demo: Demo = {
  host: "127.0.0.1:4000",
  command: "/usr/bin/node",
  args: ["ollama"],
  environment: {},
  registry: "127.0.0.1:5000",
};
const settings: Settings = {
  host: "",
  executable: "",
  serviceEnvironment: {},
  stopOnExit: false,
  insecureRegistries: ["lab:5000"],
  parallelDownloads: 1,
  checksForUpdates: "on-request",
  notifiesWhenDone: false,
  historyDays: 90,
  historyMegabytes: 20,
};
const nobody: HttpTransport = { send: () => throwError(() => new Error("nobody is asked")), close() {} };

type Given = { readonly demo?: Demo; readonly ollamaHost?: string; readonly settings?: Partial<Settings> };

function targetOf(host: Settings["host"], given: Given = {}): Target {
  const set = { ...settings, ...given.settings, host };
  return toTarget({
    address: addressOf(set, given.demo, { OLLAMA_HOST: given.ollamaHost }),
    headers: {},
    settings: () => set,
    changed$: NEVER,
    demo: given.demo,
    folder: "/nowhere",
    transport: nobody,
    longTransport: nobody,
    logger: { info() {}, warn() {} },
  });
}

/** The ports to a host that is set right. */
function reachOf(target: Target) {
  if (target.kind !== "host") throw new Error(target.problem);
  return target.hostPorts;
}

describe("where Ollama is expected", () => {
  it.each([
    ["the setting", { host: "127.0.0.1:1234", demo, ollamaHost: ":9999" }, ["paddock.host", 1234]],
    ["the demo, where nothing is set", { host: "", demo, ollamaHost: ":9999" }, ["PADDOCK_DEMO", 4000]],
    ["OLLAMA_HOST, where there is no demo", { host: "", ollamaHost: ":9999" }, ["OLLAMA_HOST", 9999]],
    ["nobody else than Ollama itself", { host: "" }, ["OLLAMA_HOST", 11434]],
  ])("is said by %s", (_who, { host, ...given }: Given & { readonly host: string }, [setting, port]) => {
    const address = addressOf({ host }, given.demo, { OLLAMA_HOST: given.ollamaHost });
    expect(address).toMatchObject({ setting, parsed: { endpoint: { port } } });
  });

  it("is a demo only where the demo says it, whatever was handed over", () => {
    expect(targetOf("", { demo })).toMatchObject({ kind: "host", isDemo: true });
    expect(targetOf("127.0.0.1:1234", { demo })).toMatchObject({ kind: "host", isDemo: false });
  });

  it("is this machine or another", () => {
    expect(targetOf("localhost")).toMatchObject({ isRemote: false });
    expect(targetOf("example.com")).toMatchObject({ isRemote: true });
    expect(targetOf("https://localhost")).toMatchObject({ isRemote: true });
  });
});

describe("a host that is not set right", () => {
  it.each<[string, Settings["host"], Partial<Target>]>([
    ["no text", { notText: "11434" }, { text: "11434", problem: "not-text" }],
    ["no port", "127.0.0.1:111543", { text: "127.0.0.1:111543", problem: "bad-port" }],
    ["no scheme of ours", "ftp://host", { text: "ftp://host", problem: "bad-scheme" }],
  ])("is told by its setting and by what it says, where that is %s", (_what, host, told) => {
    expect(targetOf(host)).toEqual({ kind: "misconfigured", setting: "paddock.host", ...told });
  });

  it("is told without the password that it holds", () => {
    const told = targetOf("http://me:secret@host");
    expect(told).toMatchObject({ kind: "misconfigured", problem: "has-credentials" });
    expect(JSON.stringify(told)).not.toContain("secret");
  });

  it("is that of OLLAMA_HOST, where that is what was read", () => {
    expect(targetOf("", { ollamaHost: "x y" })).toMatchObject({ setting: "OLLAMA_HOST" });
  });
});

describe("a registry", () => {
  it("is spoken to without TLS only where its host was set, whatever the case of its letters", () => {
    const { isInsecure } = reachOf(targetOf(""));
    expect(["lab:5000", "LAB:5000", "lab", "registry.ollama.ai"].map(isInsecure)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("what is to be started", () => {
  it("is not looked for elsewhere where the person has set it", async () => {
    const { owner } = reachOf(targetOf("", { settings: { executable: "/nowhere/ollama" } }));
    expect(await owner.isInstalled()).toBe(false);
  });

  it("is always there in a demo", async () => {
    expect(await reachOf(targetOf("", { demo })).owner.isInstalled()).toBe(true);
  });
});
