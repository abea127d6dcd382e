import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openHistory } from "../src/adapters/index.ts";
import {
  FakeClock,
  factsIn,
  FakeOllama,
  fakeModel,
  fakePorts,
  openSession,
  settled,
} from "../src/testing/index.ts";
import { downloadRows, noticeViews } from "../src/ui/index.ts";

/** How it was made: stores/record-version-1.mjs. */
const versionOne = fileURLToPath(new URL("stores/version-1.db", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "paddock-"));
  copyFileSync(versionOne, path.join(folder, "history.db"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const historyIn = () =>
  openHistory({
    folder,
    limits: () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY }),
    logger: { info() {}, warn() {} },
  });

describe("a history that the first version wrote", () => {
  it("means the same as it did then, and is of the one host that there was", () => {
    const { store } = historyIn();
    const stored = store.load();
    const { downloads, test, operations, service } = factsIn(stored);
    store.close();
    expect(stored.recorded).toHaveLength(26);
    const origin = "http://localhost:11434";
    expect(Object.values(downloads)).toMatchObject([
      { id: "first", model: "pony:latest", origin, situation: { kind: "completed" } },
      { id: "second", model: "foal:tiny", origin, situation: { kind: "failed" } },
      { id: "third", model: "hf.co/u/mare:Q4_K_M", origin, situation: { kind: "pulling" } },
    ]);
    expect(test).toMatchObject({ origin, isRunning: false });
    expect(test?.steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ["reach", "passed"],
      ["version", "passed"],
      ["answer", "passed"],
    ]);
    expect(operations).toMatchObject([
      { kind: "copy", model: "me/shire:28m", destination: "me/copy:latest", origin },
    ]);
    expect(service).toMatchObject({
      situation: { kind: "running", version: "0.33.0" },
      control: "ours",
      process: { pid: 4002 },
    });
  });

  it("is continued: unfinished work is taken up, or given up with a notice", async () => {
    const [ollama, clock] = [new FakeOllama(), new FakeClock()];
    ollama.models = [fakeModel("llama3.2:3b")];
    ollama.appear();
    clock.increment(Date.UTC(2026, 9, 2)); // a day later
    const app = openSession({ ...fakePorts({ ollama, clock }), ...historyIn() });
    await settled();
    await clock.pass(3_000);
    expect(ollama.pulls.map(({ model }) => model)).toEqual(["hf.co/u/mare:Q4_K_M"]);
    ollama.pulls[0]!.lines$.complete();
    await clock.pass(1_000);
    expect(downloadRows(app.state(), clock.now()).map(({ model, status }) => [model, status])).toEqual(
      expect.arrayContaining([
        ["pony:latest", "downloaded"],
        ["hf.co/u/mare:Q4_K_M", "downloaded"],
      ]),
    );
    const { facts } = app.state();
    expect(
      noticeViews(app.state())
        .map(({ text }) => text)
        .join(),
    ).not.toContain("damaged");
    app.close();
    const { store } = historyIn();
    expect(factsIn(store.load())).toEqual(facts);
    store.close();
  });
});
