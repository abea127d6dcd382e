import { beforeEach, describe, expect, it } from "vitest";
import type { App } from "../app/open-app.ts";
import { hostFacts } from "../app/state.ts";
import { host } from "../testing/events.ts";
import {
  fakeModel,
  fakePorts,
  FakeClock,
  FakeOllama,
  FakeWindows,
  modelName,
  openSession,
} from "../testing/index.ts";
import type { ModelName } from "./model-name.ts";

const [pony, foal] = [modelName("pony"), modelName("foal")];

/** One computer whose windows open and close; its Ollama does not answer a deletion. */
let ollama: FakeOllama;
let clock: FakeClock;
let windows: FakeWindows;
beforeEach(() => {
  [ollama, clock, windows] = [new FakeOllama(), new FakeClock(), new FakeWindows()];
  ollama.models = [fakeModel("pony")];
  ollama.failures.set("DELETE /api/delete", "hang");
  ollama.appear();
});

async function openWindow(): Promise<App> {
  const ports = fakePorts({ ollama, clock, windows });
  const app = openSession(ports);
  ports.looking$.next(true);
  await clock.pass(2_000);
  return app;
}

const installed = (): readonly ModelName[] => ollama.models.map(({ name }) => name);
const underWay = (app: App): number => hostFacts(app.state()).operations.length;

describe("an operation that was under way when its window was reloaded", () => {
  it("is not performed when Ollama comes back hours later", async () => {
    const before = await openWindow();
    await before.dispatch({ type: "model.delete", host, model: pony });
    before.close();
    ollama.die();
    const app = await openWindow();
    expect(underWay(app)).toBe(1);
    await clock.pass(60_000);
    expect(underWay(app)).toBe(0);
    expect(app.state().facts.notices).toMatchObject([{ about: { failure: { kind: "interrupted" } } }]);
    ollama.failures.clear();
    ollama.appear();
    await clock.pass(61_000);
    expect(installed()).toEqual([pony]);
  });

  it("is completed if it was a renaming that Ollama has carried out", async () => {
    const before = await openWindow();
    await before.dispatch({ type: "model.rename", host, model: pony, destination: foal });
    await clock.pass(1_000);
    before.close();
    ollama.failures.clear();
    ollama.models = ollama.models.filter(({ name }) => name !== pony);
    const app = await openWindow();
    expect(underWay(app)).toBe(0);
    expect(app.state().facts.notices).toEqual([]);
    expect(installed()).toEqual([foal]);
  });
});
