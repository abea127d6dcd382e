import type { App, Clock, MachineReport } from "@paddock/core";
import { watchDoctor, type DashboardPart, type OpenedPart } from "@paddock/core/actions";
import { FakeMachineChecks, healthyMachine } from "@paddock/core/testing";
import type { ActionRequest } from "@paddock/core/views";
import { BehaviorSubject, type Observable } from "rxjs";

/** A machine on which all is well, one with much to say, or one of which little can be seen. */
export type SceneDoctor = "well" | "ill" | "unseen";

export const sceneDoctorOf = (text: string | null): SceneDoctor =>
  text === "ill" || text === "unseen" ? text : "well";

type SceneDoctorOptions = { readonly doctor: SceneDoctor; readonly shown$: Observable<boolean> };

/** Looks at a made-up machine while the Doctor tab is shown; a second look finds it mended. */
export function openSceneDoctor(app: App, clock: Clock, { doctor, shown$ }: SceneDoctorOptions) {
  const machine = new FakeMachineChecks();
  machine.report = MACHINES[doctor];
  const watched = watchDoctor({
    app,
    clock,
    machineOf: () => machine,
    log: () => ({ kind: "closed" }),
    shown$,
  });
  const opened$ = new BehaviorSubject<OpenedPart | null>(null);
  const open = (part: DashboardPart): void => opened$.next({ part, number: clock.now() });
  return {
    doctor$: watched.doctor$,
    opened$,
    /** Whether it was a request about the doctor, or to open a tab. */
    perform(request: ActionRequest): boolean {
      if (request.type === "dashboard.show-part") open(request.part);
      else if (request.type === "doctor.open") open("doctor");
      else if (request.type !== "doctor.check") return false;
      else machine.report = healthyMachine;
      watched.doctor.check();
      return true;
    },
  };
}

const seen = <Value>(value: Value) => ({ kind: "seen", value }) as const;

const MACHINES: Readonly<Record<SceneDoctor, MachineReport>> = {
  well: healthyMachine,
  ill: {
    ...healthyMachine,
    installs: seen([
      { path: "/usr/local/bin/ollama", from: "path", libraries: "whole" },
      { path: "/snap/bin/ollama", from: "snap", libraries: "unknown" },
    ]),
    folder: seen({
      path: "/data/ollama/models",
      is: {
        kind: "folder",
        mayRead: true,
        mayWrite: false,
        user: "ollama",
        disk: { freeBytes: 3.1e9, totalBytes: 468e9 },
      },
    }),
    localhost: seen({ addresses: ["::1", "127.0.0.1"], ipv4: "ollama", ipv6: "another-program" }),
  },
  unseen: {
    ...healthyMachine,
    folder: seen({ path: "/root/.ollama/models", is: { kind: "closed" } }),
    installs: { kind: "unseen", why: "timed-out", afterMs: 2_500 },
  },
};
