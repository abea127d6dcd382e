import { clockScheduler, type Clock } from "@paddock/core";
import type { ActionRequest, NoticeView } from "@paddock/core/views";
import { firstValueFrom, from, race, timer } from "rxjs";

/** By what a notice is told, and what is pressed in it done. */
export type NoticeTellerOptions = {
  /** Whether it is for this window to tell: of all windows, one is. */
  readonly claim: (number: number) => Promise<boolean>;
  /** Shows it; resolves with what was pressed once it is not shown any more, which may be never. */
  readonly show: (notice: NoticeView) => Promise<ActionRequest | undefined>;
  readonly perform: (request: ActionRequest) => void;
  readonly clock: Clock;
};

/** A message that nobody has answered by then lies among others, out of sight. */
const IN_SIGHT_MS = 60_000;

/**
 * Tells each notice that no other window tells. Of one subject, none is told while another is in sight: of those that
 * have come meanwhile, the last one is told after it.
 */
export function createNoticeTeller(options: NoticeTellerOptions): (notices: readonly NoticeView[]) => void {
  const { claim, show, perform, clock } = options;
  const seen = new Set<number>();
  const inSight = new Set<NoticeView["subject"]>();
  let waiting: readonly NoticeView[] = [];

  async function showForAWhile(notice: NoticeView): Promise<void> {
    const answered = show(notice).then((request) => request && perform(request));
    await firstValueFrom(race(from(answered), timer(IN_SIGHT_MS, clockScheduler(clock))));
  }

  async function tell(notice: NoticeView): Promise<void> {
    const { key, subject } = notice;
    if (inSight.has(subject)) {
      waiting = [...waiting, notice];
      return;
    }
    inSight.add(subject);
    if (await claim(key)) await showForAWhile(notice);
    inSight.delete(subject);
    const later = waiting.filter((one) => one.subject === subject);
    waiting = waiting.filter((one) => one.subject !== subject);
    const last = later.at(-1);
    for (const one of later) if (one !== last) await claim(one.key);
    if (last) await tell(last);
  }

  return (notices) => {
    for (const notice of notices) {
      if (seen.has(notice.key)) continue;
      seen.add(notice.key);
      void tell(notice);
    }
  };
}
