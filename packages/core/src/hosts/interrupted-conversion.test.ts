import { NEVER } from "rxjs";
import { expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { host } from "../testing/events.ts";
import { fakeModel, fakePorts, FakeWindows, modelName, openSession, settled } from "../testing/index.ts";

const HOUR_MS = 3_600_000;
const [pony, ourProcess] = [
  modelName("pony"),
  { pid: 4001, startedAt: "now", executable: "/usr/bin/ollama" },
];

/** How often a model is loaded by the next window, if the last was closed while Ollama converted it. */
async function loadsAfter(awayMs: number, converting: readonly string[]) {
  const windows = new FakeWindows();
  const before = fakePorts({ windows });
  const { ollama, clock } = before;
  ollama.models = [fakeModel("pony")];
  before.owner.own = ourProcess;
  before.owner.converting = ["pony:latest"];
  ollama.appear();
  const first = openSession(before);
  await clock.pass(6_000);
  await first.dispatch({ type: "models.refresh", host });
  await clock.pass(100);
  ollama.load = () => NEVER;
  expect((await first.dispatch({ type: "model.load", host, model: pony })).accepted).toBe(true);
  await clock.pass(6_000);
  expect(hostFacts(first.state()).operations).toMatchObject([{ kind: "load", isConverting: true }]);
  first.close();
  await settled();
  await clock.pass(awayMs);
  const after = fakePorts({ windows, ollama, clock });
  Object.assign(after.owner, { own: ourProcess, converting });
  let loads = 0;
  ollama.load = () => {
    loads++;
    return NEVER;
  };
  const second = openSession(after);
  await clock.pass(6_000);
  const { operations } = hostFacts(second.state());
  second.close();
  return { loads, operations: operations.length };
}

it.each([
  ["goes on within an hour", HOUR_MS / 2, [], true],
  ["is not repeated hours later, unasked", 2 * HOUR_MS, [], false],
  ["goes on as long as the log says that the model is converted", 2 * HOUR_MS, ["pony:latest"], true],
] as const)("a load that waited for a conversion %s", async (_what, awayMs, converting, goesOn) => {
  const times = goesOn ? 1 : 0;
  expect(await loadsAfter(awayMs, converting)).toEqual({ loads: times, operations: times });
});
