import { expect, it } from "vitest";
import { host } from "../testing/events.ts";
import {
  FakeClock,
  fakeModel,
  FakeOllama,
  fakePorts,
  FakeWindows,
  openSession,
  settled,
} from "../testing/index.ts";
import { modelsOf } from "./state.ts";

it("all windows know which models earlier lists had, also those that have opened since", async () => {
  const [ollama, clock, windows] = [new FakeOllama(), new FakeClock(), new FakeWindows()];
  const open = async () => {
    const ports = fakePorts({ ollama, clock, windows });
    ports.looking$.next(true);
    const app = openSession(ports);
    await settled();
    await clock.pass(1_000);
    return app;
  };
  const list = async (app: Awaited<ReturnType<typeof open>>, ...names: readonly string[]) => {
    ollama.models = names.map((name) => fakeModel(name));
    await app.dispatch({ type: "models.refresh", host });
    await clock.pass(1_000);
  };
  const removed = (app: Awaited<ReturnType<typeof open>>) => modelsOf(app.state()).list?.removed;
  ollama.models = [fakeModel("a"), fakeModel("b"), fakeModel("c")];
  ollama.appear();
  const first = await open();
  await list(first, "b", "c");
  const second = await open();
  first.close();
  await clock.pass(1_000);
  const third = await open();
  await list(third, "C");
  for (const app of [second, third]) expect(removed(app)).toEqual(["a:latest", "b:latest"]);
  await list(second, "C", "a");
  for (const app of [second, third, await open()]) expect(removed(app)).toEqual(["b:latest"]);
});
