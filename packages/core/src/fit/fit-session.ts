import { filter, from, map, merge, mergeMap, type Observable } from "rxjs";
import type { Ports } from "../app/app.port.ts";
import type { HostLoop } from "../app/host-loop.ts";
import type { HostEvent } from "../app/host-state.ts";
import { ofType } from "../app/loop.ts";
import type { WithoutHost } from "../hosts/host.ts";
import { contextLengthOf, detailsOf } from "../models/details.ts";
import { findModel } from "../models/models.ts";
import type { LoadedCopy, LoadedModel } from "../models/models-events.ts";
import { describedRun } from "../service-log/described.ts";
import { isSameJson } from "../shared/same-json.ts";
import { isCurrentFit, type Measured } from "./fit-events.ts";
import { planFor, type HostNow } from "./load-plan.ts";

type FitSession = Pick<HostLoop, "host" | "events$" | "facts" | "readings" | "models"> & {
  readonly preferences$: Ports["preferences$"];
};

/** Remembers what each loaded model takes, and the memory that the settings say the host has. */
export const runFit = (session: FitSession): Observable<WithoutHost<HostEvent>> =>
  merge(measuring(session), setMemory(session));

const setMemory = ({ host, facts, preferences$ }: FitSession): Observable<WithoutHost<HostEvent>> =>
  preferences$.pipe(
    map(({ hostMemory }) => hostMemory?.[host]),
    filter((memory) => !isSameJson(memory ?? null, facts().fit?.memory ?? null)),
    map((memory) => ({ type: "fit.memory-set", ...(memory && { memory }) }) as const),
  );

const measuring = ({ events$, facts, readings, models }: FitSession): Observable<WithoutHost<HostEvent>> =>
  ofType(events$, "models.loaded", "service.described").pipe(
    mergeMap(() => {
      const now = { facts: facts(), readings: readings(), models: models() };
      const measured = isWayKnown(now) ? now.models.loaded.flatMap((loaded) => measuredOf(now, loaded)) : [];
      return from(
        measured
          .map((one) => ({ type: "fit.measured", measured: one }) as const)
          .filter((event) => !isCurrentFit(now.facts.fit, event)),
      );
    }),
  );

/** Ollama's log tells which cache it uses; where that is never read, it is the usual one. */
const isWayKnown = ({ facts: { service }, readings }: HostNow): boolean =>
  service.owner.kind === "elsewhere" || describedRun(service, readings.described) !== undefined;

function measuredOf(now: HostNow, loaded: LoadedModel): readonly Measured[] {
  const model = findModel(now.models, loaded.name);
  if (!model) return [];
  const { cacheType, parallel } = planFor(now, model);
  const most = contextLengthOf(model, detailsOf(now.models, model));
  const copies: readonly LoadedCopy[] = loaded.copies ?? [loaded];
  return copies.flatMap(({ digest, sizeBytes, vramBytes, contextLength }) => {
    if (digest === undefined || contextLength === undefined || sizeBytes === 0) return [];
    // 0.12 reports the context that was asked for, though it is cut off (recording `memory`).
    const context = Math.min(contextLength, most ?? contextLength);
    return [
      { digest, context, cacheType, parallel, sizeBytes, ...(vramBytes !== undefined && { vramBytes }) },
    ];
  });
}
