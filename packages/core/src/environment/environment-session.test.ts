import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_PREFERENCES } from "../app/app.port.ts";
import { hostFacts } from "../app/state.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { noticeViews, serviceRows } from "../ui/index.ts";
import { differingNames, rememberedVariables } from "./remembered-variables.ts";

/** An Ollama that was started here with these variables. */
async function openStarted(serviceEnvironment: Readonly<Record<string, string>>) {
  const opened = await openActionBench();
  const { preferences$, clock, ollama, ask, state } = opened;
  const set = async (variables: Readonly<Record<string, string>>): Promise<void> => {
    preferences$.next({ ...DEFAULT_PREFERENCES, serviceEnvironment: variables });
    await clock.pass(100);
  };
  await set(serviceEnvironment);
  await ask({ type: "service.start" });
  ollama.appear();
  await clock.pass(1_000);
  const offered = (): readonly string[] =>
    noticeViews(state()).flatMap(({ text, actions }) => [text, ...actions.map(({ label }) => label)]);
  const differs = () => hostFacts(state()).environmentDiffers?.names;
  return { ...opened, set, offered, differs };
}

describe("a service of ours that runs with other variables than the settings have", () => {
  it("is told with a button that restarts it, until they agree again", async () => {
    const { set, offered, differs, state } = await openStarted({ OLLAMA_KEEP_ALIVE: "5m" });
    expect([differs(), offered()]).toEqual([undefined, []]);
    await set({ OLLAMA_KEEP_ALIVE: "1h", OLLAMA_NUM_PARALLEL: "4" });
    expect(offered()).toEqual([
      "Ollama runs with other values of OLLAMA_KEEP_ALIVE, OLLAMA_NUM_PARALLEL than the settings have.",
      "Restart to Apply 2 Settings",
    ]);
    expect(serviceRows(state(), 0).find(({ key }) => key === "environment")).toMatchObject({
      label: "Restart",
      detail: "applies OLLAMA_KEEP_ALIVE, OLLAMA_NUM_PARALLEL",
      request: { type: "service.restart" },
    });
    await set({ OLLAMA_KEEP_ALIVE: " 5m " });
    expect([differs(), offered()]).toEqual([undefined, []]);
  });

  it("agrees with the settings after a restart", async () => {
    const { set, ask, ollama, clock, differs, owner } = await openStarted({});
    await set({ OLLAMA_NUM_PARALLEL: "4" });
    expect(differs()).toEqual(["OLLAMA_NUM_PARALLEL"]);
    owner.onStop = () => ollama.appear();
    await ask({ type: "service.restart" });
    await clock.pass(3_000);
    expect(differs()).toBeUndefined();
  });

  it("is not told of while it does not run", async () => {
    const { set, owner, clock, differs } = await openStarted({});
    owner.exit({ code: 0 });
    await clock.pass(1_000);
    await set({ OLLAMA_NUM_PARALLEL: "4" });
    expect(differs()).toBeUndefined();
  });
});

it("no variable is compared of a service that was not started here", async () => {
  const opened = await openActionBench();
  opened.ollama.appear();
  await opened.clock.pass(5_000);
  opened.preferences$.next({ ...DEFAULT_PREFERENCES, serviceEnvironment: { OLLAMA_NUM_PARALLEL: "4" } });
  await opened.clock.pass(100);
  expect(hostFacts(opened.state()).environmentDiffers).toBeUndefined();
});

describe("what is remembered of the variables", () => {
  it("has no value that may be a secret", async () => {
    const { state } = await openStarted({
      HTTPS_PROXY: "http://me:S3cret@proxy",
      MY_TOKEN: "S3cret",
      OLLAMA_KEEP_ALIVE: "5m",
    });
    const { startedWith } = hostFacts(state());
    expect(JSON.stringify(startedWith)).not.toContain("S3cret");
    expect(startedWith?.variables).toContainEqual({ name: "OLLAMA_KEEP_ALIVE", value: "5m" });
    expect(startedWith?.variables.map(({ name }) => name)).toContain("MY_TOKEN");
  });

  it("tells each change, and nothing else", () => {
    const environments = fc.dictionary(
      fc.constantFrom("A_TOKEN", "OLLAMA_MODELS", "__proto__x"),
      fc.string(),
    );
    fc.assert(
      fc.property(environments, environments, (a, b) => {
        const names = (environment: Readonly<Record<string, string>>) =>
          rememberedVariables(environment, DEFAULT_ENDPOINT);
        expect(differingNames(names(a), names(a))).toEqual([]);
        expect(differingNames(names(a), names(b))).toEqual(differingNames(names(b), names(a)));
      }),
    );
    const [loopback, shared] = ["localhost", "0.0.0.0"].map((hostname) =>
      rememberedVariables({}, { ...DEFAULT_ENDPOINT, hostname }),
    );
    expect(differingNames(loopback!, shared!)).toEqual(["OLLAMA_HOST"]);
  });

  it("keeps nothing of a secret but that it is set", () => {
    const kept = (environment: Readonly<Record<string, string>>) =>
      rememberedVariables(environment, DEFAULT_ENDPOINT);
    const [one, other] = [kept({ HTTPS_PROXY: "http://u:8231@p" }), kept({ HTTPS_PROXY: "http://u:8232@p" })];
    expect(one).toEqual(other);
    expect(differingNames(one, kept({}))).toEqual(["HTTPS_PROXY"]);
    const earlier = [...kept({}), { name: "HTTPS_PROXY", value: "#0badcafe" }]; // a fingerprint of an earlier version
    expect(differingNames(earlier, one)).toEqual([]);
  });
});

it("a service that is now looked for at another address is compared too", async () => {
  const { target$, clock, ollama, state } = await openStarted({});
  const { value } = target$;
  if (value.kind !== "host") throw new Error("a host is watched");
  target$.next({ ...value, endpoint: { ...DEFAULT_ENDPOINT, hostname: "0.0.0.0" } });
  ollama.appear();
  await clock.pass(3_000);
  expect(hostFacts(state()).environmentDiffers?.names).toEqual(["OLLAMA_HOST"]);
});

it("a name that Ollama does not know is told as long as it is in the settings", async () => {
  const { set, state } = await openStarted({ OLLAMA_KEEPALIVE: "1h" });
  const row = () => serviceRows(state(), 0).find(({ key }) => key === "variables");
  expect(row()?.detail).toBe("Ollama does not know OLLAMA_KEEPALIVE. Did you mean OLLAMA_KEEP_ALIVE?");
  expect(row()?.request).toEqual({ type: "setting.open", setting: "environment" });
  await set({ OLLAMA_KEEPALIVE: "1h", OLLAMA_KEEP_ALIVE: "banana", OLLAMA_NUM_PARALLEL: "lots" });
  expect(row()?.detail).toBe("OLLAMA_KEEPALIVE, OLLAMA_KEEP_ALIVE, OLLAMA_NUM_PARALLEL");
  await set({ OLLAMA_KEEP_ALIVE: "1h" });
  expect(row()).toBeUndefined();
});
