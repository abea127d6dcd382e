import { host } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import { fakePorts, FakeClock, FakeOllama, FakeWindows, openSession, settled } from "../testing/index.ts";
import { statusBarView } from "../ui/index.ts";

/** Two windows, each with its own clock, so that a test can suspend the leader. */
async function twoWindows() {
  const ollama = new FakeOllama();
  ollama.appear();
  const windows = new FakeWindows();
  const open = (clock: FakeClock) => {
    const ports = fakePorts({ ollama, clock, windows });
    return { ports, app: openSession(ports), clock };
  };
  const leader = open(new FakeClock());
  await settled();
  const other = open(new FakeClock());
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 100) {
      await leader.clock.pass(100);
      await other.clock.pass(100);
    }
  };
  await pass(1_000);
  return { leader, other, pass };
}

describe("the leader", () => {
  it("sends no heartbeats while no other window needs it", async () => {
    const { leader, pass } = await twoWindows();
    const beats: unknown[] = [];
    leader.app.recorded$.subscribe(({ event }) => event.type === "leader.beat" && beats.push(event));
    await pass(10_000);
    expect(beats).toEqual([]);
  });

  it("is reported as silent after three seconds without a heartbeat, in a window that is looked at", async () => {
    const { other, pass } = await twoWindows();
    other.ports.looking$.next(true);
    await pass(10_000);
    expect(other.app.state().local.isLeaderSilent).toBe(false);
    await other.clock.pass(2_500); // the leader is suspended
    expect(other.app.state().local.isLeaderSilent).toBe(false);
    await other.clock.pass(1_000);
    expect(other.app.state().local.isLeaderSilent).toBe(true);
    const { tooltip, tone } = statusBarView(other.app.state(), 0);
    expect(tone).toBe("warn");
    expect(tooltip.join("\n")).toContain("The window that manages Ollama is not responding");
    await pass(2_000);
    expect(other.app.state().local.isLeaderSilent).toBe(false);
  });

  it("is reported as silent in a window that requested something, even if it is not looked at", async () => {
    const { other } = await twoWindows();
    await other.app.dispatch({ type: "service.test", host });
    await other.clock.pass(4_000);
    expect(other.app.state().local.isLeaderSilent).toBe(true);
  });

  it("is reported as silent in a window that gets the focus, until it responds again", async () => {
    const { other, pass } = await twoWindows();
    other.ports.present$.next();
    await pass(5_000);
    expect(other.app.state().local.isLeaderSilent).toBe(false);
    other.ports.present$.next();
    await other.clock.pass(3_500); // the leader is suspended
    expect(other.app.state().local.isLeaderSilent).toBe(true);
    await other.clock.pass(60_000);
    expect(other.app.state().local.isLeaderSilent).toBe(true);
    other.ports.present$.next();
    await pass(2_000);
    expect(other.app.state().local.isLeaderSilent).toBe(false);
  });
});
