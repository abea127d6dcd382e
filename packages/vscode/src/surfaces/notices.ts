import { clockScheduler, type Clock } from "@paddock/core";
import { supersedes, type ActionRequest, type NoticeView } from "@paddock/core/views";
import { firstValueFrom, from, race, timer } from "rxjs";

/** How notices are shown, and how their buttons are handled. */
type NoticePresenterOptions = {
  /** Whether this window shows the notice: exactly one window may claim each. */
  readonly claim: (number: number) => Promise<boolean>;
  /** Whether what the notice says is still so. */
  readonly holds: (notice: NoticeView["notice"]) => boolean;
  /** Whether the person sees the same elsewhere, or wants no notices of this kind. */
  readonly isUnwanted: (notice: NoticeView) => boolean;
  /** Shows the notice; resolves with the pressed button when the notice is closed, which may never happen. */
  readonly show: (notice: NoticeView) => Promise<ActionRequest | undefined>;
  /** Takes the messages that are shown off the screen; VS Code keeps them in the notification center. */
  readonly hide: () => void;
  readonly perform: (request: ActionRequest) => void;
  readonly clock: Clock;
};

/** How long a message that is not closed keeps the next one waiting. */
const VISIBLE_MS = 5_000;

/**
 * Shows one notice at a time, each in one window. A message that is no longer true is taken off the screen, and so is one
 * of which there is newer news: that is shown at once. The others wait, and are shown only if they are still true then.
 */
export function createNoticePresenter(
  options: NoticePresenterOptions,
): (notices: readonly NoticeView[]) => void {
  const { claim, holds, isUnwanted, show, hide, perform, clock } = options;
  const claimed = new Set<number>();
  let waiting: readonly NoticeView[] = [];
  /** The notice that keeps the others waiting. */
  let current: NoticeView | undefined;
  /** The message that may still be on the screen. */
  let unanswered: NoticeView | undefined;

  const isOver = ({ notice }: NoticeView): boolean =>
    !holds(notice) || waiting.some((later) => supersedes(later.notice, notice));

  function withdraw(): void {
    if (unanswered) hide();
    if (unanswered === current) current = undefined;
    unanswered = undefined;
  }

  async function showUntilHidden(notice: NoticeView): Promise<void> {
    withdraw();
    [current, unanswered] = [notice, notice];
    const answered = show(notice).then((request) => {
      if (unanswered === notice) unanswered = undefined;
      if (request) perform(request);
    });
    await firstValueFrom(race(from(answered), timer(VISIBLE_MS, clockScheduler(clock))));
  }

  async function present(notice: NoticeView): Promise<void> {
    const isOurs = await claim(notice.key);
    if (isOurs && holds(notice.notice) && !isUnwanted(notice)) await showUntilHidden(notice);
    if (current !== notice) return;
    current = undefined;
    presentNext();
  }

  function presentNext(): void {
    const [next] = waiting;
    if (current || !next) return;
    waiting = waiting.slice(1);
    claimed.add(next.key);
    current = next;
    void present(next);
  }

  return (notices) => {
    waiting = notices.filter(({ key }) => !claimed.has(key));
    if (unanswered && isOver(unanswered)) withdraw();
    presentNext();
  };
}
