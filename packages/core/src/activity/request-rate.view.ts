import * as l10n from "@vscode/l10n";
import { grouped, moment, plural } from "../ui/text/format.view.ts";
import type { Requests } from "./request-list.ts";

export type RequestRateView = {
  readonly note: string;
  /** How many requests ended in each minute since 1970, the present one last. */
  readonly counts: readonly { readonly minute: number; readonly count: number }[];
  readonly most: number;
  readonly from: string;
  readonly now: string;
  readonly label: string;
};

const MINUTES = 36;

/** Requests a minute, without Paddock's checks. */
export function requestRateView({ perMinute }: Requests, nowMs: number): RequestRateView {
  const present = Math.floor(nowMs / 60_000);
  const counts = Array.from({ length: MINUTES }, (_, index) => {
    const minute = present - MINUTES + 1 + index;
    return { minute, count: perMinute.get(minute) ?? 0 };
  });
  const most = Math.max(...counts.map(({ count }) => count));
  const lately = (perMinute.get(present) ?? 0) + (perMinute.get(present - 1) ?? 0);
  return {
    note: plural(Math.round(lately / 2), {
      one: l10n.t("1 a minute now"),
      other: l10n.t("{0} a minute now", grouped(Math.round(lately / 2))),
    }),
    counts,
    most,
    from: moment((present - MINUTES + 1) * 60_000, nowMs),
    now: l10n.t("now"),
    label: l10n.t("Requests a minute over the last {0} minutes, at most {1}", MINUTES, grouped(most)),
  };
}
