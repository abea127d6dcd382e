import { filter, firstValueFrom, takeUntil, timer } from "rxjs";
import { hostFacts, type AppState } from "../app/state.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { ActionContext } from "../ui/action.ts";
import { isSeen } from "./service.ts";

/** A first look takes milliseconds, unless the host is far away or does not answer. */
const PATIENCE_MS = 3_000;

/** Resolves once something is known about the service, or after a while: right after a window opens, nothing is. */
export const firstLook = ({ app, clock }: Pick<ActionContext, "app" | "clock">): Promise<AppState> =>
  firstValueFrom(
    app.state$.pipe(
      filter((state) => isSeen(hostFacts(state).service)),
      takeUntil(timer(PATIENCE_MS, clockScheduler(clock))),
    ),
    {
      defaultValue: app.state(),
    },
  );
