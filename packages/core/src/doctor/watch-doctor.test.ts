import { BehaviorSubject } from "rxjs";
import { describe, expect, it } from "vitest";
import { settled } from "../testing/fake-clock.ts";
import { openActionBench, openRunning } from "../testing/action-bench.ts";
import { healthyMachine } from "../testing/fake-machine-checks.ts";
import { FakeMachineChecks } from "../testing/index.ts";
import { openWithFakes } from "../testing/fake-ports.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { hostIdOf } from "../hosts/host.ts";
import { dashboardView } from "../ui/index.ts";
import { watchDoctor } from "./watch-doctor.action.ts";
import type { ShownDoctor } from "./shown-doctor.ts";

const at = (shown$: BehaviorSubject<ShownDoctor>) => shown$.value;

describe("the doctor", () => {
  it("looks at the machine only while its tab is shown, and again on request and when the service ends", async () => {
    const { machine, doctorShown$, checkup, ask, ollama, clock } = await openRunning();
    expect([machine.looks, at(checkup.doctor$).kind]).toEqual([0, "closed"]);
    await ask({ type: "doctor.check" });
    expect(machine.looks).toBe(0);
    doctorShown$.next(true);
    await settled();
    expect(at(checkup.doctor$)).toMatchObject({ kind: "checked", report: healthyMachine });
    await ask({ type: "doctor.check" });
    expect(machine.looks).toBe(2);
    ollama.die();
    await clock.pass(2_000);
    expect(machine.looks).toBe(3);
    doctorShown$.next(false);
    expect(at(checkup.doctor$).kind).toBe("closed");
  });

  it("says how long it has looked, unless that was no time", async () => {
    const { doctorShown$, checkup, state } = await openRunning();
    doctorShown$.next(true);
    await settled();
    const shown = at(checkup.doctor$);
    if (shown.kind !== "checked") throw new Error(`it is ${shown.kind}`);
    const noteOf = (tookMs: number) =>
      dashboardView(state(), shown.atMs, { doctor: { ...shown, tookMs } }).doctor?.note;
    expect(noteOf(0.4)).toMatch(/checked just now$/);
    expect(noteOf(40)).toMatch(/checked just now in 40 ms$/);
  });

  it("asks about the port and the process of the service, and its folder if that is known", async () => {
    const { app, clock, machine, checkup, doctorShown$ } = await openRunning();
    await app.dispatch({
      type: "service.describe",
      host: app.state().facts.watched[0]!.host,
      description: {
        settings: [{ name: "OLLAMA_MODELS", value: "/data/models" }],
        devices: [],
        loads: [],
        notes: [],
        errors: [],
      },
    });
    doctorShown$.next(true);
    await clock.pass(0);
    expect(machine.asked.at(-1)).toEqual({
      port: 11434,
      folder: { path: "/data/models", usedBy: "unknown" },
    });
    checkup.close();
  });

  it("says that it looks, before it has", async () => {
    const { app, clock } = await openActionBench();
    const machine = new FakeMachineChecks();
    const shown$ = new BehaviorSubject(true);
    const { doctor$, close } = watchDoctor({
      app,
      clock,
      machineOf: () => machine,
      log: () => ({ kind: "closed" }),
      shown$,
    });
    expect(at(doctor$)).toEqual({ kind: "checking" });
    expect(dashboardView(app.state(), 0, { doctor: at(doctor$) }).doctor?.note).toContain(
      "looking at this machine",
    );
    await settled();
    expect(at(doctor$).kind).toBe("checked");
    close();
  });

  it("says that it could not look, and looks again on request", async () => {
    const { app, clock } = await openRunning();
    const machine = new FakeMachineChecks();
    const machines = [
      () => {
        throw new Error("EMFILE: too many open files");
      },
      () => machine,
    ];
    const { doctor$, doctor, close } = watchDoctor({
      app,
      clock,
      machineOf: () => machines.shift()?.(),
      log: () => ({ kind: "closed" }),
      shown$: new BehaviorSubject(true),
    });
    await settled();
    const view = dashboardView(app.state(), 0, { doctor: at(doctor$) }).doctor;
    expect(view).toMatchObject({ healthy: "", note: expect.stringContaining("EMFILE: too many open files") });
    doctor.check();
    await settled();
    expect(at(doctor$).kind).toBe("checked");
    close();
  });

  it("asks only about what is between for a service on another machine", async () => {
    const { app, clock, machine } = await openWithFakes({ isRemote: true });
    const { close } = watchDoctor({
      app,
      clock,
      machineOf: () => machine,
      log: () => ({ kind: "closed" }),
      shown$: new BehaviorSubject(true),
    });
    await clock.pass(2_000);
    expect(machine.asked).toEqual([{}]);
    close();
  });

  it("is opened by its command, which shows its tab and looks again", async () => {
    const { ask, person, machine, doctorShown$ } = await openRunning();
    doctorShown$.next(true);
    await settled();
    await ask({ type: "doctor.open" });
    expect(person.shown).toContain("page: dashboard, doctor");
    expect(machine.looks).toBe(2);
  });
});

it("has no view while its tab is hidden", async () => {
  const { app } = await openRunning();
  expect(dashboardView(app.state(), 0).doctor).toBeNull();
});

it("counts what is not fine also while its tab is hidden, with what it saw last of the same host", async () => {
  const { app, machine, doctorShown$, checkup } = await openRunning();
  const count = (shown = at(checkup.doctor$)) => dashboardView(app.state(), 0, { doctor: shown }).openCount;
  const before = count();
  machine.report = {
    ...healthyMachine,
    localhost: { kind: "seen", value: { addresses: ["127.0.0.1"], ipv4: "ollama", ipv6: "another-program" } },
  };
  doctorShown$.next(true);
  await settled();
  const shown = count();
  expect(shown).toBeGreaterThan(Number(before));
  doctorShown$.next(false);
  expect(count()).toBe(shown);
  const unpainted = dashboardView(app.state(), 0, { doctor: at(checkup.doctor$), isPainted: false });
  expect(unpainted.openCount).toBeNull();
  const other = at(checkup.doctor$);
  if (other.kind !== "closed" || !other.last) throw new Error("nothing is kept");
  expect(count({ ...other, last: { ...other.last, host: hostIdOf({ ...DEFAULT_ENDPOINT, port: 1 }) } })).toBe(
    before,
  );
});
