import { describe, expect, it } from "vitest";
import { hostFacts, type AppState } from "../app/state.ts";
import { given } from "../testing/index.ts";
import { host, pointed } from "../testing/events.ts";
import { whyNoOtherAddress } from "./port-actions.action.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { serviceRows } from "../ui/index.ts";
import { serviceActions } from "./service-actions.view.ts";

const NODE = { pid: 4312, name: "node", user: "jane", argv: ["node", "--token=S3cret"] };

/** Another program answers on the port. */
async function openTaken(holder?: typeof NODE) {
  const opened = await openActionBench();
  opened.holders.holder = holder;
  opened.ollama.failure = { kind: "not-http" };
  opened.ollama.appear();
  await opened.clock.pass(6_000);
  return opened;
}

const rowsOf = (state: AppState): readonly string[] =>
  serviceRows(state, 0)
    .slice(0, 3)
    .filter(({ key }) => ["state", "other-port"].includes(key))
    .map(({ label, detail }) => `${label} ${detail}`);

describe("a port that another program uses", () => {
  it("is shown with that program, and what to do", async () => {
    const { state, holders } = await openTaken(NODE);
    expect(rowsOf(state())).toEqual([
      "Port in use node, process 4312 of the user jane · port 11434",
      "Use Another Port… ",
    ]);
    // The program is named, so no command is needed to find it.
    expect(serviceActions(state()).map(({ label }) => label)).toEqual([
      "Use Another Port…",
      "Open Host Setting",
      "Find Out Why",
    ]);
    expect(holders.asked).toBe(1);
    expect(JSON.stringify(state())).not.toContain("S3cret");
  });

  it("is shown without one if the system does not tell", async () => {
    const { state } = await openTaken();
    expect(rowsOf(state())[0]).toContain("Port in use Another program");
    expect(serviceActions(state()).map(({ label }) => label)).toContain("Copy the Command that Shows It");
  });

  it("names it where our own start has failed because of it", async () => {
    const { ollama, holders, ask, clock, state, owner } = await openActionBench();
    holders.holder = NODE;
    await clock.pass(100);
    owner.endsAtOnce = { code: 1 };
    ollama.failure = { kind: "not-http" };
    owner.spawning = Promise.resolve().then(() => ollama.appear());
    await ask({ type: "service.start" });
    await clock.pass(6_000);
    const { situation } = hostFacts(state()).service;
    expect(["failed", "port-taken"]).toContain(situation.kind);
    expect(JSON.stringify(situation)).toContain('"holder":{"pid":4312');
  });

  it("the holder is not asked for while Ollama has the port", async () => {
    const opened = await openActionBench();
    opened.ollama.appear();
    await opened.clock.pass(6_000);
    expect(opened.holders.asked).toBe(0);
  });
});

describe("another port", () => {
  it("is written into the setting if it is free", async () => {
    const { ask, person, settings } = await openTaken(NODE);
    person.types = "11500";
    expect((await ask({ type: "service.use-other-port" })).refusal).toBeUndefined();
    expect(settings.host).toBe("localhost:11500");
  });

  it.each(["80", "65536", "ollama", ""])("is asked for again if it is none: “%s”", async (text) => {
    const { ask, person, settings } = await openTaken(NODE);
    person.types = text;
    expect((await ask({ type: "service.use-other-port" })).refusal).toEqual({ reason: "declined" });
    expect(settings.host).toBe("");
  });

  it("is refused if it is in use, too", async () => {
    const { ask, person, settings, holders } = await openTaken(NODE);
    person.types = "11500";
    holders.taken.add(11_500);
    expect((await ask({ type: "service.use-other-port" })).refusal).toEqual({
      reason: "port-not-free",
      port: 11_500,
    });
    expect(settings.host).toBe("");
  });

  it("is of no use to an Ollama on another machine", async () => {
    const { ask, clock } = await openActionBench({ isRemote: true });
    await clock.pass(5_000);
    expect((await ask({ type: "service.use-other-port" })).refusal).toEqual({ reason: "remote" });
  });
});

it("the command that shows it is copied", async () => {
  const { ask, person, holders } = await openTaken(NODE);
  await ask({ type: "service.copy-port-command" });
  expect(person.shown[0]).toBe(`clipboard: ${holders.command}`);
});

it("the address of a host in the list of hosts is changed there", () => {
  const { state } = given(pointed, { type: "hosts.watched", hosts: [{ host, name: "gpu-box" }] });
  expect(whyNoOtherAddress(state)).toEqual({ reason: "listed-host" });
});
