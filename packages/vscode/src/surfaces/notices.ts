import { clockScheduler, type Clock } from "@paddock/core";
import type { ActionRequest, NoticeView } from "@paddock/core/views";
import { firstValueFrom, from, race, timer } from "rxjs";

/** How notices are shown, and how their buttons are handled. */
type NoticePresenterOptions = {
  /** Whether this window shows the notice: exactly one window may claim each. */
  readonly claim: (number: number) => Promise<boolean>;
  /** Shows the notice; resolves with the pressed button when the notice is closed, which may never happen. */
  readonly show: (notice: NoticeView) => Promise<ActionRequest | undefined>;
  readonly perform: (request: ActionRequest) => void;
  readonly clock: Clock;
};

/** VS Code moves an unanswered message to the notification center, so it counts as hidden after this time. */
const VISIBLE_MS = 60_000;

/**
 * Shows each notice that no other window shows. For one subject, only one notice is visible at a time; of those that
 * arrive in the meantime, only the last is shown afterwards.
 */
export function createNoticePresenter(
  options: NoticePresenterOptions,
): (notices: readonly NoticeView[]) => void {
  const { claim, show, perform, clock } = options;
  const seen = new Set<number>();
  const visible = new Set<NoticeView["subject"]>();
  let waiting: readonly NoticeView[] = [];

  async function showUntilHidden(notice: NoticeView): Promise<void> {
    const answered = show(notice).then((request) => request && perform(request));
    await firstValueFrom(race(from(answered), timer(VISIBLE_MS, clockScheduler(clock))));
  }

  async function present(notice: NoticeView): Promise<void> {
    const { key, subject } = notice;
    if (visible.has(subject)) {
      waiting = [...waiting, notice];
      return;
    }
    visible.add(subject);
    if (await claim(key)) await showUntilHidden(notice);
    visible.delete(subject);
    const later = waiting.filter((one) => one.subject === subject);
    waiting = waiting.filter((one) => one.subject !== subject);
    const last = later.at(-1);
    for (const one of later) if (one !== last) await claim(one.key);
    if (last) await present(last);
  }

  return (notices) => {
    for (const notice of notices) {
      if (seen.has(notice.key)) continue;
      seen.add(notice.key);
      void present(notice);
    }
  };
}
