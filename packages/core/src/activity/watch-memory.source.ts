import { combineLatest, distinctUntilChanged, map, scan, type Observable } from "rxjs";
import { hostFacts, hostOf, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import { findModel } from "../models/models.ts";
import type { LoadedModel } from "../models/models-events.ts";
import { isRunning } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import {
  noHistory,
  withShares,
  type MemoryHistory,
  type MemoryShare,
  type MemoryStep,
} from "./memory-history.ts";

type Histories = ReadonlyMap<HostId, MemoryHistory>;

/**
 * What was in the memory of the host that is shown, as far as its loaded models were read in this window's time. They are
 * read while a view is looked at, and nothing is asked for this.
 */
export const watchMemory = (
  state$: Observable<AppState>,
  looking$: Observable<boolean>,
  clock: Pick<Clock, "now">,
): Observable<MemoryHistory> =>
  combineLatest([state$, looking$]).pipe(
    map(([state, isLooking]) => ({
      host: hostOf(state),
      shares: isLooking ? sharesIn(state) : ("unknown" as const),
    })),
    distinctUntilChanged((a, b) => a.host === b.host && a.shares === b.shares),
    scan(
      ({ histories }, { host, shares }) => {
        const before = (host && histories.get(host)) ?? noHistory;
        if (host === undefined || shares === undefined) return { histories, shown: before };
        const shown = withShares(before, shares, clock.now());
        return { histories: shown === before ? histories : new Map([...histories, [host, shown]]), shown };
      },
      { histories: new Map() as Histories, shown: noHistory },
    ),
    map(({ shown }) => shown),
    distinctUntilChanged(),
  );

const sharesOf = new WeakMap<readonly LoadedModel[], readonly MemoryShare[]>();
const EMPTY: readonly MemoryShare[] = [];

/** `undefined` while a service that has just started has not been asked yet. */
function sharesIn(state: AppState): MemoryStep["shares"] | undefined {
  const { service } = hostFacts(state);
  if (!isRunning(service)) return EMPTY;
  const { loaded } = hostReadings(state).models;
  if (!loaded || loaded.seq <= service.sinceSeq) return undefined;
  const models = modelsOf(state);
  const known = sharesOf.get(models.loaded);
  if (known) return known;
  const shares = models.loaded.map(({ name, sizeBytes, vramBytes, expiresAtMs }): MemoryShare => {
    const use = useOf(findModel(models, name)?.capabilities);
    return {
      model: name,
      bytes: sizeBytes,
      ...(vramBytes !== undefined && { gpuBytes: vramBytes }),
      ...(expiresAtMs !== undefined && { expiresAtMs }),
      ...(use && { use }),
    };
  });
  sharesOf.set(models.loaded, shares);
  return shares;
}

function useOf(capabilities: readonly string[] | undefined): MemoryShare["use"] {
  if (capabilities?.includes("completion")) return "answer";
  return capabilities?.includes("embedding") ? "embedding" : undefined;
}
