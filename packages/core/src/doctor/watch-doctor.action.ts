import { BehaviorSubject, distinctUntilChanged, map, merge, Subject, type Observable } from "rxjs";
import { hostFacts, hostOf, hostReadings, type AppState } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import { isElsewhere, processOf, type Owner } from "../service/owner.ts";
import { serverOfRun } from "../service/server-process.ts";
import { describedRun } from "../service-log/described.ts";
import type { Clock } from "../shared/clock.port.ts";
import { errorText } from "../shared/error-text.ts";
import { whileShown } from "../shared/while-shown.source.ts";
import type { ActionContext } from "../ui/action.ts";
import type { ShownLog } from "../service-log/shown-log.ts";
import { diagnosisLines } from "./doctor.view.ts";
import { evidenceOf } from "./evidence.view.ts";
import type { Doctor } from "./doctor.port.ts";
import type { MachineChecks, MachineQuestion } from "./machine-checks.port.ts";
import type { MachineReport } from "./machine-report.ts";
import type { ShownDoctor } from "./shown-doctor.ts";

type DoctorOptions = {
  readonly app: Pick<ActionContext["app"], "state" | "state$">;
  readonly clock: Clock;
  /** Looks at this machine for a host. */
  readonly machineOf: (host: HostId) => MachineChecks | undefined;
  /** What the tabs of this window show of the log. */
  readonly log: () => ShownLog;
  /** Whether the Doctor tab of this window is shown. */
  readonly shown$: Observable<boolean>;
};

/** Looks at the machine while the Doctor tab is shown: at first, when the service begins or ends, and when a person asks. */
export function watchDoctor({ app, clock, machineOf, log, shown$ }: DoctorOptions) {
  const doctor$ = new BehaviorSubject<ShownDoctor>({ kind: "closed" });
  const asked$ = new Subject<void>();
  let last: Extract<ShownDoctor, { kind: "closed" }>["last"];

  async function lookAtMachine(): Promise<MachineReport | undefined> {
    const host = hostOf(app.state());
    const machine = host === undefined ? undefined : machineOf(host);
    const question = questionFor(app.state());
    const report = await (machine && question && machine.look(question));
    last = host !== undefined && report ? { host, report } : undefined;
    return report;
  }

  async function look(): Promise<ShownDoctor> {
    const startedMs = clock.now();
    const report = await lookAtMachine();
    const atMs = clock.now();
    return { kind: "checked", ...(report && { report }), atMs, tookMs: atMs - startedMs };
  }

  const changes$ = app.state$.pipe(map(whatChangesIt), distinctUntilChanged());
  const subscription = whileShown<ShownDoctor>({
    shown$,
    fresh$: merge(changes$, asked$),
    look,
    failed: (error) => ({ kind: "failed", detail: errorText(error) }),
    closed: { kind: "closed" },
    waiting: { kind: "checking" },
  })
    .pipe(map((shown) => (shown.kind === "closed" ? { ...shown, ...(last && { last }) } : shown)))
    .subscribe(doctor$);
  const doctor: Doctor = {
    check: () => asked$.next(),
    async diagnose(given) {
      const machine = await lookAtMachine();
      return diagnosisLines(evidenceOf(app.state(), clock.now(), { log: given ?? log(), machine }));
    },
  };
  return { doctor$, doctor, close: () => subscription.unsubscribe() };
}

/** Nothing is to be looked at without an address. */
function questionFor(state: AppState): MachineQuestion | undefined {
  const { service } = hostFacts(state);
  const { described, located } = hostReadings(state);
  if (!service.endpoint) return undefined;
  if (isElsewhere(service.owner)) return {};
  const { settings = [] } = describedRun(service, described) ?? {};
  const path = settings.find(({ name, value }) => name === "OLLAMA_MODELS" && value !== "")?.value;
  const pid = processOf(service.owner)?.pid ?? serverOfRun(service, located)?.pid;
  const folder = folderOf(service.owner, { path, pid });
  return { port: service.endpoint.port, ...(folder && { folder }) };
}

type Known = { readonly path: string | undefined; readonly pid: number | undefined };

/** A path that is logged in a container, or by a command of the person, may be of another machine. */
function folderOf(owner: Owner, { path, pid }: Known): MachineQuestion["folder"] {
  const named = path === undefined ? {} : { path };
  switch (owner.kind) {
    case "looking":
    case "paddock":
    case "terminal":
    case "mac-app":
    case "windows-app":
      return { ...named, usedBy: "our-user" };
    case "homebrew":
      return owner.scope === "user" ? { ...named, usedBy: "our-user" } : ofAnother(path, pid);
    case "systemd":
    case "windows-service":
    case "another-program":
      return ofAnother(path, pid);
    case "container":
    case "kubernetes":
    case "custom":
    case "elsewhere":
      return undefined;
  }
}

const ofAnother = (path: string | undefined, pid: number | undefined): MachineQuestion["folder"] =>
  path === undefined ? undefined : { path, usedBy: pid === undefined ? "unknown" : { pid } };

/** A text that differs when there is something else to look at. */
const whatChangesIt = (state: AppState): string => {
  const { situation } = hostFacts(state).service;
  return JSON.stringify([hostOf(state), situation.kind, questionFor(state)]);
};
