import { describe, expect, it } from "vitest";
import type { MachineNews } from "./machine-news.ts";
import { evolveMachines, stateAt, unobserved, type MachinePaths } from "./machine-paths.ts";

const NAME = { machine: "service", host: "http://h" };

/** What is known after this news, a second apart. */
const after = (...news: readonly MachineNews[]): MachinePaths =>
  news.reduce<MachinePaths>((known, one, index) => evolveMachines(known, one, (index + 1) * 1_000), []);

const found = (name: object = NAME): MachineNews => ({
  ...NAME,
  ...name,
  kind: "found",
  state: "stopped",
  chart: [],
});
const moved = (from: string, to: string): MachineNews => ({ ...NAME, kind: "moved", from, to, event: "go" });

describe("the way of a machine", () => {
  it("has its state now, and at each time since it was found", () => {
    const [machine] = after(found(), moved("stopped", "starting"), moved("starting", "running"));
    expect(machine?.state).toBe("running");
    expect([500, 1_000, 1_999, 2_000, 9_000].map((atMs) => machine && stateAt(machine, atMs))).toEqual([
      undefined,
      "stopped",
      "stopped",
      "starting",
      "running",
    ]);
  });

  it("is that of one host and one download, and is kept when the machine has ended", () => {
    const machines = after(
      found({ machine: "download", id: "d1" }),
      { machine: "download", host: NAME.host, id: "d1", kind: "ended" },
      found(),
      found({ host: "http://other" }),
    );
    expect(machines.map(({ machine, host, life }) => [machine, host, life])).toEqual([
      ["service", "http://other", "running"],
      ["service", "http://h", "running"],
      ["download", "http://h", "ended"],
    ]);
  });

  it("goes on where it was when it is observed again, with one step for what was not seen", () => {
    const before = unobserved(after(found(), moved("stopped", "running")));
    const [machine] = evolveMachines(before, found(), 9_000);
    expect(machine).toMatchObject({ state: "stopped", life: "running" });
    expect(machine?.moves.at(-1)).toEqual({ atMs: 9_000, from: "running", to: "stopped", event: "" });
    expect(
      evolveMachines(before, { ...found(), state: "running" } as MachineNews, 9_000)[0]?.moves,
    ).toHaveLength(1);
  });

  it("goes on with a step of its own when it is started again after its end", () => {
    const ended: MachineNews = { ...NAME, kind: "ended" };
    const step = { from: "stopped", to: "stopped", event: "xstate.init" };
    expect(after(found(), ended, found())[0]).toMatchObject({
      life: "running",
      moves: [{ atMs: 3_000, ...step }],
    });
    const before = unobserved(after(found(), ended));
    expect(evolveMachines(before, found(), 9_000)[0]?.moves).toEqual([{ atMs: 9_000, ...step }]);
  });

  it("has its last 50 steps, and the last 20 machines", () => {
    const [machine] = after(found(), ...Array.from({ length: 60 }, () => moved("a", "b")));
    expect(machine?.moves).toHaveLength(50);
    expect(machine && stateAt(machine, 5_000)).toBe("a");
    const many = Array.from({ length: 30 }, (_, index) => found({ machine: "download", id: `d${index}` }));
    expect(after(...many)).toHaveLength(20);
  });
});
