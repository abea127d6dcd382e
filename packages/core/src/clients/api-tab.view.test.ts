import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { hostIdOf } from "../hosts/host.ts";
import { hostFacts } from "../app/state.ts";
import { rememberedOf } from "../service/remembered-service.ts";
import { openRunning } from "../testing/action-bench.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeModel, given, modelName } from "../testing/index.ts";
import { apiTabView } from "./api-tab.view.ts";
import { TOOLS } from "./tool-settings.ts";

const newest = { ...running, version: "0.40.9" };
const pony = fakeModel("pony", { capabilities: ["completion", "tools", "vision"], contextLength: 131_072 });
const embedder = fakeModel("embed", { capabilities: ["embedding"] });
const decider = fakeModel("judge", { capabilities: ["decision"] });
const listed = { type: "models.listed", host, models: [pony, embedder, decider] } as const;
const inMemory = { name: pony.name, sizeBytes: 1, contextLength: 4_096 };
const loaded = { type: "models.loaded", host, models: [inMemory] } as const;

const viewOf = (
  events: readonly AppEvent[],
  { chosen, headerNames = [] }: { chosen?: string; headerNames?: readonly string[] } = {},
) =>
  apiTabView(given(pointed, ...events).state, 0, {
    chosen: chosen === undefined ? undefined : modelName(chosen),
    shown: { headerNames, networkAddresses: ["192.168.1.7"] },
  });

describe("the addresses", () => {
  const keys = (...events: readonly AppEvent[]) => viewOf(events).addresses.rows.map(({ key }) => key);

  it("are those of the APIs that this Ollama has", () => {
    expect(keys({ ...running, version: "0.14.0" })).toEqual(["generate", "ollama", "openai", "anthropic"]);
    expect(keys({ ...running, version: "0.13.5" })).not.toContain("anthropic");
  });

  it.each([
    ["0.14.0", true],
    ["0.13.5", false],
  ])("stay while %s does not run, and in the next session", (version, hasAnthropic) => {
    const stopped: readonly AppEvent[] = [
      { ...running, version },
      { type: "service.stopped", host },
    ];
    const remembered = rememberedOf(hostFacts(given(pointed, ...stopped).state).service, pointed);
    const later = { ...pointed, ...(remembered && { remembered }) };
    for (const events of [stopped, [later], [later, { type: "service.start-requested", host }]] as const)
      expect(keys(...events).includes("anthropic")).toBe(hasAnthropic);
  });

  it("are those of a newer Ollama while it was never seen", () => {
    expect(keys()).toContain("anthropic");
  });

  it("have the one for other machines, if they can reach it", () => {
    const endpoint = { ...pointed.endpoint, hostname: "0.0.0.0", dialHostname: "127.0.0.1" };
    const open = { ...pointed, host: hostIdOf(endpoint), endpoint };
    const { state } = given(open, { ...newest, host: open.host });
    const lastOf = (networkAddresses: readonly string[]) =>
      apiTabView(state, 0, {
        chosen: undefined,
        shown: { headerNames: [], networkAddresses },
      }).addresses.rows.at(-1);
    expect(lastOf(["192.168.1.7", "fd00::7"])).toMatchObject({
      key: "network",
      url: "http://192.168.1.7:11434",
      isWarning: true,
    });
    expect(lastOf(["fd00::7"])?.url).toBe("http://[fd00::7]:11434");
    expect(lastOf([])?.key).toBe("anthropic");
  });

  it("are none where the host is not valid, and OpenAI's of a server that is not Ollama", () => {
    const invalid = { setting: "paddock.host", text: "x y", problem: "bad-host" } as const;
    expect(keys({ type: "service.misconfigured", host, ...invalid })).toEqual([]);
    expect(keys({ type: "service.port-taken", host })).toEqual([]);
    expect(keys({ type: "service.port-taken", host, server: "lm-studio" })).toEqual(["openai"]);
  });
});

describe("the code to call a model", () => {
  const callOf = (...args: Parameters<typeof viewOf>) => viewOf(...args).call;
  const keysOf = (choices: readonly { readonly key: string }[]) => choices.map(({ key }) => key);

  it("is for what the model can do, by the APIs that have it", () => {
    const call = callOf([newest, listed], { chosen: "pony" });
    expect([keysOf(call.kinds), keysOf(call.dialects)]).toEqual([
      ["chat", "vision", "tools"],
      ["ollama", "openai", "anthropic"],
    ]);
    expect(call.examples).toHaveLength(27);
    const embedding = callOf([newest, listed], { chosen: "embed" });
    expect([keysOf(embedding.kinds), keysOf(embedding.dialects)]).toEqual([["embed"], ["ollama", "openai"]]);
  });

  it("is of the chosen model, else of the one that would answer first", () => {
    expect(callOf([newest, listed], { chosen: "embed" }).model).toBe("embed:latest");
    expect(callOf([newest, listed], { chosen: "gone" }).model).toBe("pony:latest");
    const others = { ...listed, models: [embedder, decider] };
    expect(callOf([newest, others]).model).toBe("embed:latest");
  });

  it("is not there for a model that writes no text, which is said", () => {
    const { examples, cannot } = callOf([newest, listed], { chosen: "judge" });
    expect(examples).toEqual([]);
    expect(cannot).toContain("It only decides");
    expect(callOf([newest]).cannot).toBe("There is no model to call yet.");
  });

  it("is written once, until what it is for changes", () => {
    const { state } = given(pointed, newest, listed);
    const examplesOf = (at: typeof state, headerNames: readonly string[] = []) =>
      apiTabView(at, 0, { chosen: pony.name, shown: { headerNames, networkAddresses: [] } }).call.examples;
    const examples = examplesOf(state);
    expect(examplesOf({ ...state })).toBe(examples);
    expect(examplesOf(state, ["Authorization"])[0]?.code).toContain("<value of Authorization>");
    const older = given(pointed, { ...running, version: "0.13.0" }, listed).state;
    expect(examplesOf(older)).toHaveLength(18);
  });

  it("names secret headers, and has placeholders in place of their values", () => {
    const { examples, note } = callOf([newest, listed], { chosen: "pony", headerNames: ["Authorization"] });
    for (const { code } of examples) expect(code).toContain("<value of Authorization>");
    expect(note).toBe("Enter your own value of Authorization: Paddock keeps it secret.");
    expect(callOf([newest, listed]).note).toBe("");
  });
});

describe("what to write into other programs", () => {
  it("names the model and the address, in forms that they can read", () => {
    const rows = viewOf([newest, listed], { chosen: "pony" }).use?.rows ?? [];
    expect(rows.map(({ key }) => key)).toEqual(TOOLS);
    for (const { where, text, page } of rows) {
      expect(page).toMatch(/^https:\/\//);
      expect(text).toMatch(/(localhost|host\.docker\.internal):11434/);
      expect(/[./]/.test(where.name)).toBe(where.kind === "file");
      if (where.name.endsWith(".json")) JSON.parse(text);
    }
    const textOf = (tool: string) => rows.find(({ key }) => key === tool)?.text;
    expect(textOf("continue")).toContain('model: "pony:latest"');
    expect(textOf("codex")).toContain('base_url = "http://localhost:11434/v1"');
    expect(textOf("dotenv")).toBe("OPENAI_BASE_URL=http://localhost:11434/v1\nOPENAI_API_KEY=ollama");
    expect(textOf("open-webui")).toContain("-e OLLAMA_BASE_URL=http://host.docker.internal:11434 ");
  });

  it("is only for programs that can use the model with this Ollama", () => {
    const tools = (events: readonly AppEvent[], chosen: string) =>
      viewOf(events, { chosen }).use?.rows.map(({ key }) => key);
    expect(tools([{ ...running, version: "0.13.0" }, listed], "pony")).not.toContain("claude-code");
    expect(tools([newest, listed], "embed")).toEqual(["continue", "open-webui", "langchain", "dotenv"]);
    expect(viewOf([newest, listed], { chosen: "judge" }).use).toBeNull();
  });

  it("says what context agents need, and what the model has", () => {
    const remark = (events: readonly AppEvent[]) =>
      viewOf([newest, ...events], { chosen: "pony" }).use?.remark;
    const needs = "Agents and coding tools need a context of 64,000 tokens or more.";
    expect(remark([listed])).toBe(needs);
    expect(remark([listed, loaded])).toBe(`${needs} “pony” is loaded with 4,096.`);
    const enough = { ...loaded, models: [{ ...inMemory, contextLength: 65_536 }] };
    expect(remark([listed, enough])).toBe("");
    const small = { ...listed, models: [{ ...pony, contextLength: 8_192 }] };
    expect(remark([small])).toBe(`${needs} “pony” can have 8,192 at most.`);
  });
});

describe("an example that is opened in an editor", () => {
  it("is the one that is shown", async () => {
    const { ask, ollama, person } = await openRunning();
    ollama.models = [pony];
    await ask({ type: "models.refresh" });
    const example = { kind: "chat", dialect: "openai", language: "python" } as const;
    await ask({ type: "api.open-code", model: pony.name, ...example });
    expect(person.shown.at(-1)).toContain('"http://localhost:11434/v1/chat/completions"');
    const { refusal } = await ask({ type: "api.open-code", model: modelName("gone"), ...example });
    expect(refusal?.reason).toBe("no-such-model");
    const cannot = await ask({ type: "api.open-code", model: pony.name, ...example, kind: "embed" });
    expect(cannot.refusal?.reason).toBe("not-asked");
  });
});
