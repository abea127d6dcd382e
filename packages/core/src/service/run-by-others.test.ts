import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { host, pointed } from "../testing/events.ts";
import { fakeModel, given } from "../testing/index.ts";
import { noticeViews, serviceRows } from "../ui/index.ts";
import { describeRefusal } from "../ui/text/refusal.view.ts";
import { whyCannot, type Owner } from "./owner.ts";

const process = { pid: 812, startedAt: "then", executable: "/usr/local/bin/ollama" };
const TERMINAL: Owner = { kind: "terminal", process };
const UNIT: Owner = { kind: "systemd", scope: "system", unit: "ollama.service" };

/** An Ollama that runs, and whose owner was found out. */
async function openRunBy(owner: Owner) {
  const opened = await openActionBench();
  opened.owner.otherOwner = owner;
  opened.ollama.appear();
  opened.owner.onStop = () => opened.ollama.die();
  await opened.clock.pass(5_000);
  const rows = () => serviceRows(opened.state(), 0);
  const labels = () => rows().map(({ label, detail }) => `${label}: ${detail}`);
  const service = () => hostFacts(opened.state()).service;
  return { ...opened, rows, labels, service };
}

describe("an Ollama of a terminal", () => {
  it("is stopped only after a question that says what is lost", async () => {
    const opened = await openRunBy(TERMINAL);
    opened.person.saysYes = false;
    expect((await opened.ask({ type: "service.stop" })).refusal).toEqual({ reason: "declined" });
    const [question] = opened.person.questions;
    expect(question?.text).toBe("Stop the Ollama that was started in a terminal?");
    expect(question?.detail).toContain("Its process 812 is asked to end");
    expect(opened.service().situation.kind).toBe("running");
    opened.person.saysYes = true;
    await opened.ask({ type: "service.stop" });
    expect(opened.service().situation.kind).toBe("stopped");
  });

  it("is restarted only after a question of its own, which says who runs it then", async () => {
    const opened = await openRunBy(TERMINAL);
    opened.person.saysYes = false;
    await opened.ask({ type: "service.restart" });
    const [question] = opened.person.questions;
    expect(question?.text).toBe("Restart the Ollama that was started in a terminal?");
    expect(question?.yes).toBe("Restart Ollama");
    expect(question?.detail).toContain("by the service or app that is installed here, or else by Paddock");
  });
});

describe("the first row of the service", () => {
  it("says in words what a click does", async () => {
    const opened = await openRunBy(UNIT);
    expect(opened.labels()[0]).toBe("Stop Ollama Service: ");
    expect(opened.rows()[0]?.request).toMatchObject({ type: "service.stop" });
    await opened.ask({ type: "service.stop" });
    expect(opened.labels()[0]).toBe("Start Ollama Service: ");
  });

  it("is about something else where Paddock can do neither", async () => {
    const opened = await openRunBy({ kind: "another-program", user: "joe" });
    expect(opened.rows()[0]?.key).toBe("state");
  });

  it("says before a stop what it unloads", () => {
    const [pony, foal] = [fakeModel("pony:1b"), fakeModel("foal")];
    const loaded = [pony, foal].map(({ name }) => ({ name, sizeBytes: 1 }));
    const { state } = given(
      pointed,
      { type: "service.running", host, version: "0.33.0", owner: UNIT },
      { type: "models.listed", host, models: [pony, foal] },
      { type: "models.loaded", host, models: loaded },
    );
    expect(serviceRows(state, 0)[0]?.hover).toEqual([
      "Stop Ollama Service",
      "2 models are loaded, and will be unloaded.",
    ]);
  });
});

describe("a request that lacks rights", () => {
  const line = "sudo systemctl stop ollama.service";

  it("offers the line in a terminal, where the person runs it", async () => {
    const opened = await openRunBy(UNIT);
    opened.owner.stopFailure = { kind: "needs-rights", line };
    const { ended } = await opened.ask({ type: "service.stop" });
    expect(ended()).toEqual({ kind: "failed", failure: { kind: "needs-rights", line } });
    expect(opened.service().situation.kind).toBe("running");
    expect(opened.labels()).toContain(`Run in Terminal: ${line}`);
    expect(noticeViews(opened.state())[0]?.actions.map(({ request }) => request.type)).toContain(
      "service.run-in-terminal",
    );
    await opened.ask({ type: "service.run-in-terminal" });
    expect(opened.person.shown).toContain(`terminal: ${line}`);
  });

  it("is over once the service has stopped, in whichever way", async () => {
    const opened = await openRunBy(UNIT);
    opened.owner.stopFailure = { kind: "needs-rights", line };
    await opened.ask({ type: "service.stop" });
    opened.ollama.die();
    await opened.clock.pass(1_000);
    expect(opened.labels()[0]).toBe("Start Ollama Service: ");
    expect((await opened.ask({ type: "service.run-in-terminal" })).refusal).toEqual({
      reason: "no-terminal-line",
    });
  });
});

describe("an Ollama that comes back after Stop", () => {
  const reasons = (opened: Awaited<ReturnType<typeof openRunBy>>) =>
    opened.rows().flatMap(({ key, detail }) => (key === "came-back" ? [detail] : []));

  it("is said to have come back, with who runs it", async () => {
    const opened = await openRunBy(TERMINAL);
    await opened.ask({ type: "service.stop" });
    opened.owner.otherOwner = UNIT;
    opened.ollama.appear();
    await opened.clock.pass(3_000);
    expect(reasons(opened)).toEqual([
      "Ollama was stopped, and came back: it is now run by systemd unit ollama.service.",
    ]);
    expect(noticeViews(opened.state())).toEqual([]); // it is no failure of ours
  });

  it("is said to have come back if it was never seen to be gone", async () => {
    const opened = await openRunBy(TERMINAL);
    opened.owner.onStop = () => {};
    opened.owner.otherOwner = { kind: "another-program", user: "joe", process };
    await opened.ask({ type: "service.stop" });
    await opened.clock.pass(10_000);
    expect(reasons(opened)[0]).toContain("What starts it again was not found");
  });

  it("is only an Ollama that runs, a while later or once Paddock was asked for it", async () => {
    const opened = await openRunBy(UNIT);
    await opened.ask({ type: "service.stop" });
    await opened.clock.pass(20_000);
    opened.ollama.appear();
    await opened.clock.pass(6_000);
    expect(opened.service().situation.kind).toBe("running");
    expect(reasons(opened)).toEqual([]);
    await opened.ask({ type: "service.stop" });
    await opened.ask({ type: "service.start" });
    opened.ollama.appear();
    await opened.clock.pass(3_000);
    expect(reasons(opened)).toEqual([]);
  });
});

it("a refusal says whose Ollama it is", () => {
  const refusalFor = (owner: Owner) => describeRefusal(whyCannot(owner, "stop")!);
  expect(refusalFor({ kind: "another-program", user: "ollama", process: { ...process, pid: 1284 } })).toBe(
    "This Ollama is run by user ollama, pid 1284, and Paddock has not found what started it. Stop it where it was started.",
  );
  expect(refusalFor({ kind: "another-program", process })).toContain("another program, pid 812");
  expect(refusalFor({ kind: "another-program", user: "ollama" })).toContain("user ollama");
  expect(refusalFor({ kind: "another-program" })).toContain("Another program started this Ollama");
});
