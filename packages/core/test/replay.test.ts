import { host } from "../src/testing/events.ts";
import { expect, it } from "vitest";
import { parseDownloadId } from "../src/downloads/download-id.ts";
import { fakeModel, modelName, openWithFakes, takeSessions } from "../src/testing/index.ts";
import { replay } from "./replay.ts";

/** Records a session with many kinds of events. */
async function record() {
  const { app, ollama, clock, looking$ } = await openWithFakes();
  ollama.models = [fakeModel("llama3.2:3b")];
  ollama.appear();
  looking$.next(true);
  await clock.pass(2_000);
  await app.dispatch({
    type: "download.request",
    host,
    id: parseDownloadId("d1")!,
    model: modelName("tiny"),
  });
  ollama.pulls[0]!.lines$.error(new Error("no"));
  await app.dispatch({ type: "service.test", host });
  await app.dispatch({ type: "model.load", host, model: modelName("llama3.2:3b") });
  await clock.pass(2_000);
  ollama.die();
  await clock.pass(2_000);
  app.close();
  return takeSessions();
}

it("the stored facts of a session give what was shown, byte for byte", async () => {
  const [session] = replay(await record());
  expect(session?.shown).toContain('"download-failed"');
  expect(session?.stored).toBe(session?.shown);
});

it("a missing or changed fact is noticed", async () => {
  const [session] = await record();
  const { stored, ...rest } = session!;
  const without = stored.filter(({ event }) => event.type !== "test.completed");
  const other = stored.map((one) =>
    one.event.type === "service.died" ? { ...one, atMs: one.atMs + 1 } : one,
  );
  for (const changed of [without, other])
    for (const { stored: sum, shown } of replay([{ ...rest, stored: changed }])) expect(sum).not.toBe(shown);
});
