import { BehaviorSubject, distinctUntilChanged, map, merge, Subject, type Observable } from "rxjs";
import { hostFacts, hostOf, modelsOf, type AppState } from "../app/state.ts";
import { allDownloads } from "../downloads/downloads.ts";
import type { OllamaFiles } from "../models/ollama-files.port.ts";
import { digestsOf } from "../models/copies.ts";
import { versionOf } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import { errorText } from "../shared/error-text.ts";
import { settledBy, whileShown } from "../shared/while-shown.source.ts";
import type { ActionContext } from "../ui/action.ts";
import { countDisk } from "./count-disk.action.ts";
import type { Disk } from "./disk.port.ts";
import type { ShownDisk } from "./shown-disk.ts";

type DiskOptions = {
  readonly app: Pick<ActionContext["app"], "state" | "state$">;
  readonly files: Pick<OllamaFiles, "folder">;
  readonly clock: Clock;
  /** Whether the Disk tab of this window is shown. */
  readonly shown$: Observable<boolean>;
};

/** Counts what is on the disk while the Disk tab is shown: at first, after what changes it, and when a person asks. */
export function watchDisk({ app, files, clock, shown$ }: DiskOptions) {
  const disk$ = new BehaviorSubject<ShownDisk>({ kind: "closed" });
  const asked$ = new Subject<void>();

  async function count(): Promise<ShownDisk> {
    const folder = await files.folder();
    return folder
      ? { kind: "counted", usage: await countDisk(folder, app.state(), clock) }
      : { kind: "out-of-reach" };
  }

  const changes$ = app.state$.pipe(map(whatChangesIt), distinctUntilChanged());
  const subscription = whileShown<ShownDisk>({
    shown$,
    fresh$: app.state$.pipe(map(hostOf), distinctUntilChanged()),
    again$: merge(changes$, asked$).pipe(settledBy(clock)),
    look: count,
    failed: (error) => ({ kind: "unreadable", detail: errorText(error) }),
    closed: { kind: "closed" },
    waiting: { kind: "counting" },
  }).subscribe(disk$);
  const disk: Disk = { shown: () => disk$.value, count: () => asked$.next() };
  return { disk$, disk, close: () => subscription.unsubscribe() };
}

/** A text that differs when models or downloads have come, changed or gone. */
function whatChangesIt(state: AppState): string {
  const { service } = hostFacts(state);
  const models = modelsOf(state).list?.models ?? [];
  const downloads = Object.values(state.facts.hosts).flatMap((host) => allDownloads(host.downloads));
  return JSON.stringify([
    versionOf(service),
    models.map((model) => [model.name, digestsOf(model)]),
    downloads.map(({ id, situation, layers }) => [id, situation.kind, layers?.length]),
  ]);
}
