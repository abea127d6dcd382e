import { BehaviorSubject } from "rxjs";
import { describe, expect, it } from "vitest";
import { hostOf, modelsOf } from "../app/state.ts";
import { DEFAULT_PREFERENCES } from "../app/app.port.ts";
import { openRunning } from "../testing/action-bench.ts";
import { fakeModel } from "../testing/index.ts";
import { describeShown } from "./describe-shown.action.ts";
import type { Model } from "./models-events.ts";
import { findModel } from "./models.ts";
import { panelModelRows } from "./panel-models.view.ts";

const local = [fakeModel("pony"), fakeModel("zebra"), fakeModel("donkey")];

/** A list that is hidden, on a host whose memory is known. */
async function openList(models: readonly Model[] = local) {
  const opened = await openRunning();
  const { app, ask, ollama, preferences$, clock } = opened;
  preferences$.next({ ...DEFAULT_PREFERENCES, hostMemory: { [hostOf(app.state())!]: { gpuBytes: 8e9 } } });
  ollama.models = models;
  await ask({ type: "models.refresh" });
  const shown$ = new BehaviorSubject(false);
  const describing = describeShown(app, shown$);
  return {
    ...opened,
    shown$,
    describing,
    described: async () => {
      await clock.pass(1_000);
      return ollama.requests.filter((request) => request === "POST /api/show").length;
    },
    known: () => Object.values(modelsOf(app.state()).details).filter(({ kind }) => kind === "known").length,
  };
}

describe("the models of a list", () => {
  it("are described once it is shown, each once", async () => {
    const { shown$, described, known, ask } = await openList();
    expect(await described()).toBe(0);
    shown$.next(true);
    expect(await described()).toBe(3);
    await ask({ type: "models.refresh" });
    shown$.next(false);
    shown$.next(true);
    expect(await described()).toBe(3);
    expect(known()).toBe(3);
  });

  it("are described one after the other", async () => {
    const { shown$, described, ollama } = await openList();
    ollama.failures.set("POST /api/show", "hang");
    shown$.next(true);
    expect(await described()).toBe(1);
  });

  it("are not asked for again after a failure", async () => {
    const { shown$, described, known, ollama, ask } = await openList();
    ollama.failures.set("POST /api/show", { kind: "interrupted" });
    shown$.next(true);
    expect(await described()).toBe(3);
    ollama.failures.clear();
    await ask({ type: "models.refresh" });
    expect(await described()).toBe(3);
    expect(known()).toBe(0);
  });

  it("are asked for again once Ollama was started anew", async () => {
    const { shown$, described, known, ollama, clock } = await openList();
    ollama.failures.set("POST /api/show", { kind: "interrupted" });
    shown$.next(true);
    expect(await described()).toBe(3);
    ollama.failures.clear();
    ollama.die();
    await clock.pass(30_000);
    ollama.appear();
    await clock.pass(61_000);
    expect(await described()).toBe(6);
    expect(known()).toBe(3);
  });

  it("are those that the list shows first", async () => {
    const many = Array.from({ length: 60 }, (_, index) => fakeModel(`pony-${60 - index}`));
    const { shown$, described, app } = await openList(many);
    shown$.next(true);
    await described();
    const models = modelsOf(app.state());
    const first = panelModelRows(app.state(), 0).slice(0, 50);
    expect(first.every(({ key }) => models.details[findModel(models, key)!.digest]?.kind === "known")).toBe(
      true,
    );
  });

  it("are not described if they run in the cloud", async () => {
    const cloud = fakeModel("whale:cloud", { remoteHost: "https://ollama.com:443" });
    const { shown$, described } = await openList([cloud, fakeModel("pony")]);
    shown$.next(true);
    expect(await described()).toBe(1);
  });

  it("are not described where what fits is not known", async () => {
    const { shown$, described, preferences$ } = await openList();
    preferences$.next(DEFAULT_PREFERENCES);
    shown$.next(true);
    expect(await described()).toBe(0);
  });

  it("are described for the first fifty only", async () => {
    const { shown$, described } = await openList(
      Array.from({ length: 60 }, (_, index) => fakeModel(`pony-${index}`)),
    );
    shown$.next(true);
    expect(await described()).toBe(50);
  });

  it("are described no longer once the window closes", async () => {
    const { shown$, described, describing } = await openList();
    describing.unsubscribe();
    shown$.next(true);
    expect(await described()).toBe(0);
  });
});
