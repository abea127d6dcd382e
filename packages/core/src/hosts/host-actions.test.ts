import { describe, expect, it } from "vitest";
import { evolve } from "../app/evolve.ts";
import { hostFacts, hostOf } from "../app/state.ts";
import { modelOnHostChoices } from "./all-models.view.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { fakeModel } from "../testing/index.ts";
import { describeRefusal } from "../ui/text/refusal.view.ts";
import { DEFAULT_ENDPOINT } from "./endpoint.ts";
import type { HostTest } from "./host-book.port.ts";
import { hostIdOf } from "./host.ts";

const first = hostIdOf(DEFAULT_ENDPOINT);
const failed = (failure: Extract<HostTest, { kind: "failed" }>["failure"]): HostTest => ({
  kind: "failed",
  failure,
});
const found: HostTest = { kind: "found", answering: { version: "0.40.9" }, models: 1 };
const FINGERPRINT = Array.from({ length: 32 }, () => "AB").join(":");

/** A bench at which the person types these texts, one after the other, and chooses the options with these labels. */
async function openWith(texts: readonly string[], labels: readonly string[] = []) {
  const bench = await openActionBench();
  const [typed, chosen] = [[...texts], [...labels]];
  const problems: (string | undefined)[] = [];
  const reasons: string[] = [];
  bench.context.prompt.text = async ({ problem, value }) => {
    const text = typed.shift() ?? value;
    problems.push(problem(text));
    return problems.at(-1) === undefined ? text : undefined;
  };
  bench.context.prompt.choose = async ({ placeholder, choices }) => {
    bench.person.titles.push(placeholder);
    reasons.push(...choices.flatMap(({ more }) => more ?? []));
    const label = chosen.shift();
    return choices.find((choice) => choice.label === label)?.value;
  };
  return { ...bench, problems, reasons };
}

describe("a host that is added", () => {
  it("is tested, said, written into the list, and shown", async () => {
    const { ask, hosts, person, app } = await openWith(["gpu-box", "the big one"]);
    hosts.find = () => found;
    expect((await ask({ type: "host.add" })).refusal).toBeUndefined();
    expect(person.shown).toEqual(["“the big one” answers: Ollama 0.40.9. It has 1 model."]);
    expect(hosts.listed).toEqual([{ name: "the big one", address: "http://gpu-box:11434" }]);
    expect(app.state().local.chosen).toBe("http://gpu-box:11434");
  });

  it("is named after its address if the person enters no other name", async () => {
    const { ask, hosts } = await openWith(["https://ollama.example.com/"]);
    await ask({ type: "host.add" });
    expect(hosts.listed).toEqual([{ name: "ollama.example.com", address: "https://ollama.example.com:443" }]);
  });

  it.each([
    ["ftp://x", /http/],
    ["http://", /host name or an IP address/],
    ["https:", /host name or an IP address/],
    ["  ", /Enter an address/],
    ["localhost:11434", /same address/],
    ["127.0.0.1", /same address/],
  ])("needs an address of its own, and words say so: %s", async (text, words) => {
    const { ask, hosts, problems } = await openWith([text]);
    expect((await ask({ type: "host.add" })).refusal).toEqual({ reason: "declined" });
    expect(problems[0]).toMatch(words);
    expect(hosts.listed).toEqual([]);
  });

  it("may be added although it is away, or tested again", async () => {
    const { ask, hosts, person, reasons } = await openWith(["gpu-box"], ["Try Again", "Add Anyway"]);
    hosts.find = () => failed({ kind: "unreachable", cause: "refused" });
    await ask({ type: "host.add" });
    expect(reasons[0]).toContain("Connection refused");
    expect(person.titles).toHaveLength(2);
    expect(hosts.listed).toHaveLength(1);
  });

  it("is not added if the person gives up", async () => {
    const { ask, hosts } = await openWith(["gpu-box"], []);
    hosts.find = () => failed({ kind: "unreachable", cause: "refused" });
    expect((await ask({ type: "host.add" })).refusal).toEqual({ reason: "declined" });
    expect(hosts.listed).toEqual([]);
  });

  it("is offered request headers for its own address where it refuses access", async () => {
    const { ask, hosts, person } = await openWith(["gpu-box"], ["Set Request Headers…"]);
    hosts.find = ({ headers }) => (headers ? found : failed({ kind: "forbidden", status: 401 }));
    await ask({ type: "host.add" });
    expect(person.shown[0]).toBe("new headers: http://gpu-box:11434");
    expect(hosts.listed).toMatchObject([{ name: "gpu-box", headers: { Authorization: "Bearer token" } }]);
  });

  it("gets another address where the first one is wrong", async () => {
    const { ask, hosts } = await openWith(
      ["gpu-bx", "bx", "gpu-box", "box"],
      ["Change Address…", "Add Anyway"],
    );
    hosts.find = () => failed({ kind: "unreachable", cause: "no-such-host" });
    await ask({ type: "host.add" });
    expect(hosts.listed).toEqual([{ name: "box", address: "http://gpu-box:11434" }]);
  });

  it("leaves no request headers behind if the person gives up", async () => {
    const { ask, hosts, person } = await openWith(["gpu-box"], ["Set Request Headers…"]);
    hosts.find = () => failed({ kind: "forbidden", status: 401 });
    await ask({ type: "host.add" });
    expect(person.shown).toEqual(["new headers: http://gpu-box:11434"]); // saved by none
    expect(hosts.listed).toEqual([]);
  });

  it("is trusted by the fingerprint of its certificate, once the person has compared it", async () => {
    const { ask, hosts, person } = await openWith(["https://gpu-box"], ["Trust This Certificate…"]);
    hosts.find = ({ fingerprint }) => (fingerprint ? found : failed({ kind: "unreachable", cause: "tls" }));
    hosts.shownCertificate = {
      fingerprint: FINGERPRINT,
      subject: "gpu-box",
      issuer: "home",
      validUntil: "2030",
    };
    await ask({ type: "host.add" });
    expect(person.questions[0]?.detail).toContain(FINGERPRINT);
    expect(hosts.listed).toEqual([
      { name: "gpu-box", address: "https://gpu-box:443", fingerprint: FINGERPRINT },
    ]);
  });

  it("is not trusted without the person's word", async () => {
    const { ask, hosts, person } = await openWith(["https://gpu-box"], ["Trust This Certificate…"]);
    hosts.find = ({ fingerprint }) => (fingerprint ? found : failed({ kind: "unreachable", cause: "tls" }));
    hosts.shownCertificate = {
      fingerprint: FINGERPRINT,
      subject: "gpu-box",
      issuer: "home",
      validUntil: "2030",
    };
    person.saysYes = false;
    expect((await ask({ type: "host.add" })).refusal).toEqual({ reason: "declined" });
    expect(hosts.listed).toEqual([]);
  });

  it("is trusted by the certificates of its authority in a file", async () => {
    const { ask, hosts, person } = await openWith(["https://gpu-box"], ["Choose a CA File…"]);
    hosts.find = ({ caFile }) => (caFile ? found : failed({ kind: "unreachable", cause: "tls" }));
    person.fileChosen = "/etc/ca.pem";
    await ask({ type: "host.add" });
    expect(hosts.listed).toEqual([
      { name: "gpu-box", address: "https://gpu-box:443", caFile: "/etc/ca.pem" },
    ]);
  });

  it("is said not to be saved if the settings cannot be written", async () => {
    const { ask, hosts, app } = await openWith(["gpu-box"]);
    hosts.unwritable = "The file is read-only.";
    const { refusal } = await ask({ type: "host.add" });
    expect(refusal && describeRefusal(refusal)).toBe(
      "The list of hosts could not be saved. The file is read-only.",
    );
    expect(hostOf(app.state())).toBe(first);
  });
});

/** A bench with another host, which the list has. */
async function openWithGpuBox() {
  const bench = await openWith([], ["gpu"]);
  const { value } = bench.target$;
  if (value.kind !== "host") throw new Error("fakes begin with a host");
  const endpoint = { ...DEFAULT_ENDPOINT, hostname: "gpu-box", dialHostname: "gpu-box" };
  bench.others$.next([{ name: "gpu", target: { ...value, endpoint } }]);
  bench.hosts.listed.push({ name: "gpu", address: "gpu-box" });
  await bench.clock.pass(100);
  return { ...bench, gpu: hostIdOf(endpoint) };
}

describe("a host that is removed", () => {
  it("is asked about by its name, and gone from the list", async () => {
    const { ask, hosts, person, gpu } = await openWithGpuBox();
    expect((await ask({ type: "host.remove", to: gpu })).refusal).toBeUndefined();
    expect(person.questions.map(({ text }) => text)).toEqual(["Remove “gpu” from the list of hosts?"]);
    expect(hosts.listed).toEqual([]);
  });

  it("is said to take its request headers with it only if it has some", async () => {
    const { ask, hosts, person, gpu } = await openWithGpuBox();
    person.saysYes = false;
    await ask({ type: "host.remove", to: gpu });
    hosts.listed.splice(0, 1, {
      name: "gpu",
      address: "gpu-box",
      headers: { Authorization: "Bearer token" },
    });
    await ask({ type: "host.remove", to: gpu });
    expect(person.questions.map(({ detail }) => detail)).toEqual([
      "Nothing is changed on the host itself.",
      "Its request headers are deleted here. Nothing is changed on the host itself.",
    ]);
  });

  it("is chosen by the person, and stays if they do not confirm", async () => {
    const { ask, hosts, person } = await openWithGpuBox();
    person.saysYes = false;
    expect((await ask({ type: "host.remove" })).refusal).toEqual({ reason: "declined" });
    expect(person.questions).toHaveLength(1);
    expect(hosts.listed).toHaveLength(1);
  });

  it("is never the first one", async () => {
    const { ask, app } = await openActionBench();
    expect(hostFacts(app.state(), first).service.endpoint).toBeDefined();
    expect((await ask({ type: "host.remove", to: first })).refusal).toEqual({
      reason: "no-such-host",
      host: first,
    });
    expect((await ask({ type: "host.remove" })).refusal).toEqual({ reason: "only-host" });
  });
});

describe("a host that is chosen", () => {
  it("is shown, by its id or by the person's choice", async () => {
    const { ask, app, gpu } = await openWithGpuBox();
    await ask({ type: "host.choose" });
    expect(hostOf(app.state())).toBe(gpu);
    await ask({ type: "host.choose", to: first });
    expect(hostOf(app.state())).toBe(first);
  });

  it("must be one of several", async () => {
    const { ask } = await openActionBench();
    expect((await ask({ type: "host.choose" })).refusal).toEqual({ reason: "only-host" });
    const { ask: askTwo } = await openWithGpuBox();
    const elsewhere = hostIdOf({ ...DEFAULT_ENDPOINT, port: 1 });
    expect((await askTwo({ type: "host.choose", to: elsewhere })).refusal).toEqual({
      reason: "not-watched",
      host: elsewhere,
    });
  });
});

it("an action goes on at its own host, whichever one the person chooses meanwhile", async () => {
  const { ask, app, gpu, person, ollama, clock } = await openWithGpuBox();
  const model = fakeModel("pony");
  ollama.models = [model];
  ollama.appear();
  await clock.pass(60_000);
  app.choose(gpu);
  person.confirm = (question) => {
    person.questions.push(question);
    app.choose(first);
    return Promise.resolve(true);
  };
  const recorded: string[] = [];
  app.recorded$.subscribe(({ event }) => "host" in event && recorded.push(`${event.type} ${event.host}`));
  const answer = await ask({ type: "model.delete", model: model.name });
  expect(answer.refusal).toBeUndefined();
  expect(recorded).toContain(`operation.requested ${gpu}`);
  expect(recorded.filter((one) => one.startsWith("operation") && one.endsWith(first))).toEqual([]);
  await clock.pass(5_000);
  expect(answer.ended()).toEqual({ kind: "done" });
});

describe("the models of all hosts", () => {
  it("are each listed once, with the hosts that have them and whether they differ", async () => {
    const { app, gpu } = await openWithGpuBox();
    const listed = (host: typeof gpu, ...models: readonly ReturnType<typeof fakeModel>[]) =>
      ({ type: "models.listed", host, models }) as const;
    const pony = fakeModel("pony");
    const state = [
      listed(first, pony, fakeModel("foal")),
      listed(gpu, pony, fakeModel("foal", { digest: "another" }), fakeModel("mule")),
    ].reduce((before, event, index) => evolve(before, { seq: 1_000 + index, atMs: 0, event }), app.state());
    expect(modelOnHostChoices(state).map(({ label, detail }) => [label, detail])).toEqual([
      ["foal:latest", "This machine, gpu · not the same everywhere"],
      ["mule:latest", "gpu"],
      ["pony:latest", "This machine, gpu"],
    ]);
  });

  it("are read anew, and the chosen one is shown on its host", async () => {
    const { ask, app, ollama, clock, gpu, selected, context } = await openWithGpuBox();
    const model = fakeModel("pony");
    ollama.models = [model];
    ollama.appear();
    await clock.pass(60_000);
    context.prompt.choose = async ({ choices }) => choices.at(-1)?.value;
    expect((await ask({ type: "host.find-model" })).refusal).toBeUndefined();
    expect(hostOf(app.state())).toBe(gpu);
    expect(selected).toEqual([[model.name, "elsewhere"]]);
  });
});
