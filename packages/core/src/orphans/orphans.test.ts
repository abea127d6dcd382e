import { describe, expect, it } from "vitest";
import { hostOf, hostReadings } from "../app/state.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { serviceRows } from "../ui/index.ts";
import type { Orphan } from "./orphans.ts";

const orphan = (pid: number): Orphan => ({
  process: { pid, startedAt: "then", executable: "/usr/local/lib/ollama/llama-server" },
  memoryBytes: 2_000_000_000,
  blob: `sha256-${"a1".repeat(32)}`,
});

async function openLooking() {
  const opened = await openActionBench();
  opened.orphans.left = [orphan(900), orphan(901)];
  const row = () => serviceRows(opened.state(), 0).find(({ key }) => key === "orphans");
  return { ...opened, row };
}

describe("runners that Ollama has left behind", () => {
  it("are searched for when a view is visible, and not again while nothing happens", async () => {
    const opened = await openLooking();
    await opened.clock.pass(1_000);
    const before = opened.orphans.looks;
    opened.looking$.next(true);
    await opened.clock.pass(100); // what the view waits for comes first
    expect(opened.orphans.looks).toBe(before);
    await opened.clock.pass(900);
    expect(opened.orphans.looks).toBe(before + 1);
    expect(opened.row()?.detail).toBe("4.0 GB of main memory · 2 processes without their Ollama");
    await opened.clock.pass(600_000);
    expect(opened.orphans.looks).toBe(before + 1);
  });

  it("are searched for after a death, by the executable that ran", async () => {
    const opened = await openLooking();
    opened.owner.otherOwner = {
      kind: "terminal",
      process: { pid: 812, startedAt: "then", executable: "/opt/ollama/bin/ollama" },
    };
    opened.orphans.left = [];
    opened.ollama.appear();
    await opened.clock.pass(5_000);
    opened.orphans.left = [orphan(900)];
    opened.ollama.die();
    await opened.clock.pass(1_000);
    expect(opened.row()?.detail).toContain("1 process without its Ollama");
    expect(opened.orphans.known?.executables).toEqual(["/opt/ollama/bin/ollama"]);
  });

  it("are ended only after a question", async () => {
    const opened = await openLooking();
    opened.looking$.next(true);
    await opened.clock.pass(1_000);
    opened.person.saysYes = false;
    await opened.ask({ type: "service.end-orphans" });
    expect(opened.person.questions[0]?.text).toBe("End 2 processes that Ollama left behind?");
    expect(opened.person.questions[0]?.detail).toContain("900, 901");
    expect(hostReadings(opened.state()).orphans).toHaveLength(2);
    opened.person.saysYes = true;
    const { ended } = await opened.ask({ type: "service.end-orphans" });
    expect(ended()).toEqual({ kind: "done" });
    expect(opened.row()).toBeUndefined();
    expect((await opened.ask({ type: "service.end-orphans" })).refusal).toEqual({ reason: "no-orphans" });
  });

  it("are ended only as far as the question named them", async () => {
    const opened = await openLooking();
    opened.looking$.next(true);
    await opened.clock.pass(1_000);
    opened.person.confirm = async (question) => {
      opened.person.questions.push(question);
      opened.orphans.left = [orphan(900), orphan(901), orphan(902)];
      await opened.context.app.dispatch({ type: "models.refresh", host: hostOf(opened.state())! });
      await opened.clock.pass(1_000);
      return true;
    };
    const { ended } = await opened.ask({ type: "service.end-orphans" });
    expect(opened.person.questions[0]?.detail).toContain("900, 901");
    expect(ended()).toEqual({ kind: "done" });
    expect(hostReadings(opened.state()).orphans).toEqual([orphan(902)]);
  });
});
