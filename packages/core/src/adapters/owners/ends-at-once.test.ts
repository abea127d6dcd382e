import { hostIdOf } from "../../hosts/host.ts";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { filter, firstValueFrom, map, timeout } from "rxjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hostFacts } from "../../app/state.ts";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import type { ServiceSituation } from "../../service/service.ts";
import { fakePorts, openSession } from "../../testing/index.ts";
import { systemClock } from "../system/system-clock.ts";
import { pidFile, type PidFile } from "./pid-file.ts";
import { processOwner, serviceLogFile } from "./process-owner.ts";

/** A pid file whose writes are slow, as in a home folder on the network. */
const withDelay = (file: PidFile, byMs: number): PidFile => ({
  ...file,
  async write(process) {
    await delay(byMs);
    await file.write(process);
  },
});

const REASON = "Error: could not create directory mkdir /usr/share/ollama: read-only file system";
const TIMES = 30;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/**
 * Starts a real program through a session whose Ollama never answers, and resolves with the situation after `starting`.
 */
async function startOnce(executable: string, port: number, delayMs: number): Promise<ServiceSituation> {
  const endpoint = { ...DEFAULT_ENDPOINT, port };
  const ports = fakePorts();
  const { value: target } = ports.target$;
  if (target.kind !== "host") throw new Error("fakes begin with a host");
  const owner = processOwner({
    endpoint,
    folder,
    chosen: () => ({ executable, environment: {} }),
    ownProcess: withDelay(pidFile(serviceLogFile(folder, endpoint).replace(/log$/, "json")), delayMs),
    logger: ports.logger,
  });
  ports.target$.next({ ...target, endpoint, hostPorts: { ...target.hostPorts, owner } });
  const app = openSession({ ...ports, clock: systemClock });
  const situation$ = app.state$.pipe(map((state) => hostFacts(state).service.situation));
  await firstValueFrom(situation$.pipe(filter(({ kind }) => kind === "stopped")));
  await app.dispatch({ type: "service.start", host: hostIdOf(endpoint) });
  const settled$ = situation$.pipe(filter(({ kind }) => kind !== "starting"));
  const timedOut = (): ServiceSituation[] => [hostFacts(app.state()).service.situation];
  const outcome = await firstValueFrom(settled$.pipe(timeout({ first: 10_000, with: timedOut })));
  app.close();
  return outcome;
}

/** The program ends before it is identified, or while the pid file is being written. */
const ENDS_AFTER_S = [0, 0.02, 0.05];

async function writeProgram(endsAfterS: number): Promise<string> {
  const file = path.join(folder, `ollama-${endsAfterS}`);
  const pause = endsAfterS > 0 ? `sleep ${endsAfterS}` : "";
  await writeFile(file, ["#!/bin/sh", pause, `echo "${REASON}"`, "exit 1", ""].join("\n"), { mode: 0o755 });
  return file;
}

describe.skipIf(process.platform === "win32")("a program that prints an error and exits at once", () => {
  it.each([0, 100])(
    "has failed with its last log output, with %i ms to write the pid file",
    async (delayMs) => {
      const programs = await Promise.all(ENDS_AFTER_S.map(writeProgram));
      const outcomes: ServiceSituation[] = [];
      while (outcomes.length < TIMES) {
        const startProgram = (program: string, index: number): Promise<ServiceSituation> =>
          startOnce(program, 20_000 + outcomes.length + index, delayMs);
        outcomes.push(...(await Promise.all(programs.map(startProgram))));
      }
      const failed = { kind: "failed", failure: { kind: "exited", exit: { code: 1 } }, logLines: [REASON] };
      expect(outcomes).toEqual(outcomes.map(() => failed));
    },
    60_000,
  );
});
