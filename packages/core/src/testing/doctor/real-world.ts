import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { filter, firstValueFrom, of } from "rxjs";
import { expect, onTestFinished } from "vitest";
import { endProcess, hostTarget, nodeTransport, systemClock } from "../../adapters/index.ts";
import { openApp } from "../../app/open-app.ts";
import { hostFacts } from "../../app/state.ts";
import { diagnose } from "../../doctor/doctor.view.ts";
import { evidenceOf } from "../../doctor/evidence.view.ts";
import type { ShownDoctor } from "../../doctor/shown-doctor.ts";
import { watchDoctor } from "../../doctor/watch-doctor.action.ts";
import { DEFAULT_ENDPOINT, type Endpoint } from "../../hosts/endpoint.ts";
import { hostIdOf } from "../../hosts/host.ts";
import type { HttpTransport } from "../../ollama/http-transport.port.ts";
import { ourProcess } from "../../service/owner.ts";
import { fakePorts } from "../fake-ports.ts";

type RealWorldOptions = {
  readonly port: number;
  readonly endpoint?: Partial<Endpoint>;
  readonly executable?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** For requests to this host, such as one that trusts its certificate. */
  readonly hostTransport?: HttpTransport;
};

/** A folder that is deleted after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "paddock-doctor-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A window that watches an address of this machine by the real adapters, and what its doctor finds. */
export async function openRealWorld({ port, executable, environment = {}, ...options }: RealWorldOptions) {
  const endpoint = { ...DEFAULT_ENDPOINT, port, ...options.endpoint };
  const host = hostIdOf(endpoint);
  const transport = nodeTransport();
  const target = hostTarget({
    endpoint,
    folder: await temporaryFolder(),
    transport,
    chosen: () => ({ environment, ...(executable !== undefined && { executable }) }),
    logger: { info() {}, warn() {} },
    ...(options.hostTransport && { hostTransport: options.hostTransport }),
  });
  const ports = fakePorts();
  ports.looking$.next(true);
  const app = openApp({ ...ports, clock: systemClock, targets$: of([{ target }]) });
  onTestFinished(async () => {
    const process = ourProcess(hostFacts(app.state()).service.owner);
    app.close();
    if (process) await endProcess(process, { patienceMs: 0 });
    transport.close();
  });
  const situation = () => hostFacts(app.state()).service.situation.kind;
  await expect.poll(situation).not.toMatch(/unknown|starting/);

  /** What the doctor finds now. */
  async function causes() {
    const doctor = watchDoctor({
      app,
      clock: systemClock,
      machineOf: () => (target.kind === "host" ? target.hostPorts.machine : undefined),
      log: () => ({ kind: "elsewhere" }),
      shown$: of(true),
    });
    const isChecked = (shown: ShownDoctor) => shown.kind === "checked";
    const shown = await firstValueFrom(doctor.doctor$.pipe(filter(isChecked)));
    doctor.close();
    const report = shown.kind === "checked" ? shown.report : undefined;
    const log = { kind: "elsewhere" } as const;
    return diagnose(evidenceOf(app.state(), Date.now(), { log, machine: report })).open;
  }
  return { app, host, situation, causes };
}
