import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { host } from "../testing/events.ts";
import { FakeWindows, fakePorts, openSession, settled } from "../testing/index.ts";
import type { Owner } from "./owner.ts";
import { rememberedOf } from "./remembered-service.ts";
import { initialService } from "./service.ts";

const workload: Owner = {
  kind: "kubernetes",
  context: "lab",
  namespace: "prod",
  workload: "deployment/ollama",
};

async function open(options: Parameters<typeof fakePorts>[0]) {
  const ports = fakePorts(options);
  const app = openSession(ports);
  await settled();
  const events: string[] = [];
  app.recorded$.subscribe(({ event }) => events.push(event.type));
  return { ...ports, app, events, service: () => hostFacts(app.state()).service };
}

describe("a service on another machine, of an owner that the person has chosen", () => {
  it("can be stopped, which may take longer than the act", async () => {
    const { app, ollama, owner, clock, service, events } = await open({
      isRemote: true,
      chosenOwner: workload,
    });
    ollama.appear();
    await clock.pass(6_000);
    expect(service()).toMatchObject({ owner: workload, situation: { kind: "running" } });
    let isAsked = false;
    owner.onStop = () => (isAsked = true);
    await app.dispatch({ type: "service.stop", host });
    await clock.pass(20_000);
    expect(isAsked).toBe(true);
    expect(service().situation.kind).toBe("stopping");
    ollama.die();
    await clock.pass(100);
    expect(service()).toMatchObject({ owner: workload, situation: { kind: "stopped" } });
    expect(events).not.toContain("service.died");
  });

  it("runs again if it still answers after a stop", async () => {
    const { app, ollama, clock, service } = await open({ isRemote: true, chosenOwner: workload });
    ollama.appear();
    await clock.pass(6_000);
    await app.dispatch({ type: "service.stop", host });
    await clock.pass(40_000);
    expect(service().situation.kind).toBe("running");
  });

  it("can be started where nothing is reached", async () => {
    const { app, ollama, clock, service } = await open({ isRemote: true, chosenOwner: workload });
    await clock.pass(1_000);
    expect(service()).toMatchObject({ owner: workload, situation: { kind: "stopped" } });
    expect((await app.dispatch({ type: "service.start", host })).accepted).toBe(true);
    await clock.pass(30_000);
    expect(service().situation.kind).toBe("starting");
    ollama.appear();
    await clock.pass(5_000);
    expect(service()).toMatchObject({ owner: workload, situation: { kind: "running" } });
  });

  it("is not said to be stopped if it does not answer in time after a start", async () => {
    const { app, clock, service } = await open({ isRemote: true, chosenOwner: workload });
    await clock.pass(1_000);
    await app.dispatch({ type: "service.start", host });
    await clock.pass(61_000);
    expect(service().situation).toMatchObject({
      kind: "failed",
      failure: { kind: "start-timed-out", goesOn: true },
    });
  });

  it("is only watched once it is no longer chosen", async () => {
    const windows = new FakeWindows();
    const before = await open({ isRemote: true, chosenOwner: workload, windows });
    before.ollama.appear();
    await before.clock.pass(6_000);
    before.app.close();
    await settled();
    const { ollama, clock } = before;
    const { app, service } = await open({ isRemote: true, windows, ollama, clock });
    await clock.pass(6_000);
    expect(service()).toMatchObject({ owner: { kind: "elsewhere" }, situation: { kind: "running" } });
    expect(await app.dispatch({ type: "service.stop", host })).toMatchObject({
      refusal: { reason: "remote" },
    });
  });
});

it("a choice takes precedence over who ran a service of this machine before", async () => {
  const windows = new FakeWindows();
  const before = await open({ windows });
  before.owner.otherOwner = { kind: "systemd", scope: "system", unit: "ollama.service" };
  before.ollama.appear();
  await before.clock.pass(6_000);
  expect(before.service().owner.kind).toBe("systemd");
  before.app.close();
  await settled();
  const { ollama, clock } = before;
  const { service } = await open({ chosenOwner: workload, windows, ollama, clock });
  expect(service().owner).toEqual(workload);
  await clock.pass(6_000);
  expect(service()).toMatchObject({ owner: workload, situation: { kind: "running" } });
});

it("what an earlier session knew is remembered only of the owner that is chosen now", () => {
  const here = { isRemote: false, isDemo: false };
  const known = (owner: Owner) => ({
    ...initialService,
    owner,
    situation: { kind: "running", version: "0.33.0" } as const,
  });
  const unit: Owner = { kind: "systemd", scope: "system", unit: "ollama.service" };
  expect(rememberedOf(known(unit), here)).toMatchObject({ owner: unit });
  expect(rememberedOf(known(unit), { ...here, chosenOwner: workload })).toBeUndefined();
  const away = { ...here, isRemote: true };
  expect(rememberedOf(known(workload), { ...away, chosenOwner: workload })).toMatchObject({
    owner: workload,
  });
  expect(rememberedOf(known(workload), away)).toBeUndefined();
});
