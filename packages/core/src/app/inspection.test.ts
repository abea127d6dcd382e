import { host } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import { modelName, openWithFakes } from "../testing/index.ts";
import type { MachineNews } from "../inspector/machine-news.ts";

async function openWithInspector() {
  const opened = await openWithFakes();
  await opened.clock.pass(100);
  const news: MachineNews[] = [];
  const inspecting = opened.app.inspection.machines$.subscribe((one) => news.push(one));
  return { ...opened, news, inspecting };
}

const inWords = (one: MachineNews): string => {
  switch (one.kind) {
    case "found":
      return one.state;
    case "moved":
      return `${one.from} → ${one.to} by ${one.event}`;
    case "ended":
      return "ended";
  }
};

describe("the machines of a window", () => {
  it("emit their state and then every transition, while subscribed", async () => {
    const { app, clock, owner, news, inspecting } = await openWithInspector();
    await app.dispatch({ type: "service.start", host });
    owner.exit({ code: 1 });
    await clock.pass(100);
    inspecting.unsubscribe();
    await app.dispatch({ type: "service.start", host });
    expect(news.map(inWords)).toEqual([
      "resting.absent",
      "resting.absent → working.starting by start",
      "working.starting → working.waiting by xstate.done.actor.start",
      "working.waiting → working.failing by ended",
      "working.failing → resting.unstartable.noting by xstate.done.actor.lastOutput",
      "resting.unstartable.noting → resting.unstartable.idle by xstate.done.actor.findProgram",
    ]);
  });

  it("are named, and emit when they start and when they end", async () => {
    const { app, news, ollama, clock } = await openWithInspector();
    ollama.appear();
    await clock.pass(6_000);
    const [id, model] = [parseDownloadId("pony")!, modelName("pony")];
    await app.dispatch({ type: "download.request", host, id, model });
    await app.dispatch({ type: "download.cancel", host, id });
    const name = { machine: "download", host, id };
    expect(news.filter(({ machine }) => machine === "download")).toEqual([
      { ...name, kind: "found", state: "pulling", chart: expect.any(Array) },
      { ...name, kind: "moved", from: "pulling", to: "pulling", event: "started" },
      { ...name, kind: "moved", from: "pulling", to: "cancelled", event: "cancel" },
      { ...name, kind: "ended" },
    ]);
    app.close();
    expect(news.at(-1)).toEqual({ machine: "service", host, kind: "ended" });
  });

  it("tell their states as they are declared, nested, with their descriptions and what leads out of them", async () => {
    const { news } = await openWithInspector();
    const service = news.find(({ kind }) => kind === "found");
    const chart = service?.kind === "found" ? service.chart : [];
    expect(chart.map(({ path, isInitial }) => [path, isInitial])).toEqual([
      ["resting", true],
      ["working", false],
    ]);
    const starting = chart[1]?.states.find(({ name }) => name === "waiting");
    expect(starting).toMatchObject({
      path: "working.waiting",
      description: "The service was started, and does not answer yet.",
      isFinal: false,
    });
    expect(starting?.moves.flatMap(({ to }) => to)).toContain("working.failing");
  });

  it("emit their current state to each new subscriber", async () => {
    const { app, news } = await openWithInspector();
    await app.dispatch({ type: "service.start", host });
    const later: MachineNews[] = [];
    app.inspection.machines$.subscribe((one) => later.push(one));
    expect(later.map(inWords)).toEqual(["working.waiting"]);
    app.close();
    expect(later.at(-1)).toEqual(news.at(-1));
  });
});
