import { describe, expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import { host } from "../testing/events.ts";
import {
  FakeClock,
  FakeOllama,
  fakePorts,
  FakeWindows,
  modelName,
  openSession,
  settled,
} from "../testing/index.ts";
import { downloadRows } from "../ui/index.ts";

const id = parseDownloadId("d1")!;
const request = { type: "download.request", host, id, model: modelName("tiny") } as const;
const WAITS = "waiting: another editor on this machine is downloading from this Ollama";

/** Two editor products on one machine: each has a history and a leader of its own. */
async function twoProducts() {
  const [ollama, clock] = [new FakeOllama(), new FakeClock()];
  ollama.appear();
  const locks = new FakeWindows();
  const [stable, insiders] = [1, 2].map(() => {
    const { lock: pullLock } = locks.open();
    return openSession(fakePorts({ ollama, clock, pullLock }));
  });
  if (!stable || !insiders) throw new Error("two products were opened");
  await settled();
  await clock.pass(1_000);
  return { ollama, clock, stable, insiders };
}

describe("two editor products that download the same model", () => {
  it("pull one after the other, and the second says what it waits for", async () => {
    const { ollama, clock, stable, insiders } = await twoProducts();
    await stable.dispatch(request);
    await insiders.dispatch(request);
    await clock.pass(5_000);
    expect(ollama.pulls).toHaveLength(1);
    expect(downloadRows(insiders.state(), clock.now())).toMatchObject([{ status: WAITS }]);
    expect(downloadRows(stable.state(), clock.now())).toMatchObject([{ status: "contacting the registry" }]);
    ollama.pulls[0]?.lines$.complete();
    await clock.pass(5_000);
    expect(ollama.pulls).toHaveLength(2);
    expect(downloadRows(insiders.state(), clock.now())).toMatchObject([
      { status: "contacting the registry" },
    ]);
  });

  it("do not pull while the pull that the other one has aborted still ends in Ollama", async () => {
    const { ollama, clock, stable, insiders } = await twoProducts();
    await stable.dispatch(request);
    await insiders.dispatch(request);
    await clock.pass(1_000);
    await stable.dispatch({ type: "download.cancel", host, id });
    await clock.pass(1_000);
    expect(ollama.pulls).toHaveLength(1);
    await clock.pass(3_000);
    expect(ollama.pulls).toHaveLength(2);
  });

  it("pull at once where the other one only has paused downloads", async () => {
    const { ollama, clock, stable, insiders } = await twoProducts();
    await stable.dispatch(request);
    await stable.dispatch({ type: "download.pause", host, id });
    await clock.pass(5_000);
    const before = ollama.pulls.length;
    await insiders.dispatch(request);
    await clock.pass(100);
    expect(ollama.pulls).toHaveLength(before + 1);
  });
});
