import type { Offer } from "@paddock/core/actions";
import { supersedes, type ActionRequest, type NoticeView } from "@paddock/core/views";
import { take } from "rxjs";
import { createTurns, type Turn, type TurnsOptions } from "./turns.ts";

/** How notices and offers are shown, and how their buttons are handled. */
type NoticePresenterOptions = TurnsOptions & {
  /** Whether this window shows the notice: exactly one window may claim each. */
  readonly claim: (number: number) => Promise<boolean>;
  /** Whether what the notice says is still so. */
  readonly holds: (notice: NoticeView["notice"]) => boolean;
  /** Whether the person sees the same elsewhere, or wants no notices of this kind. */
  readonly isUnwanted: (notice: NoticeView) => boolean;
  /** Shows the notice; resolves with the pressed button when the notice is closed, which may never happen. */
  readonly show: (notice: NoticeView) => Promise<ActionRequest | undefined>;
  readonly perform: (request: ActionRequest) => void;
  /** Whether the person sees the row that offers the same. */
  readonly isRowVisible: (row: Offer["row"]) => boolean;
  /** Shows the offer; resolves with whether its button was pressed, which may never happen. */
  readonly ask: (offer: Offer) => Promise<boolean>;
};

export type NoticePresenter = {
  /** Presents the notices that were not told yet. */
  readonly present: (notices: readonly NoticeView[]) => void;
  /** Presents an offer before the notices that wait; resolves with whether its button was pressed. */
  readonly offer: (offer: Offer) => Promise<boolean>;
};

/**
 * Shows one notice or offer at a time, each notice in one window. A message that is no longer true is taken off the
 * screen, and so is one of which there is newer news: that is shown at once. The others wait, and are shown only if they
 * are still true then.
 */
export function createNoticePresenter(options: NoticePresenterOptions): NoticePresenter {
  const { claim, holds, isUnwanted, show, perform, isRowVisible, ask } = options;
  const claimed = new Set<number>();
  const offers: Turn[] = [];
  let waiting: readonly NoticeView[] = [];
  const update = createTurns(() => offers.shift() ?? nextNotice(), options);

  function nextNotice(): Turn | undefined {
    const [next] = waiting;
    if (!next) return undefined;
    waiting = waiting.slice(1);
    claimed.add(next.key);
    return turnOf(next);
  }

  const turnOf = (view: NoticeView): Turn => ({
    isOver: () => !holds(view.notice) || waiting.some((later) => supersedes(later.notice, view.notice)),
    begin: async () => (await isOurs(view.key)) && holds(view.notice) && !isUnwanted(view),
    async show() {
      const request = await show(view);
      if (request) perform(request);
    },
  });

  async function isOurs(key: number): Promise<boolean> {
    try {
      return await claim(key);
    } catch (error) {
      claimed.delete(key); // it is tried again with the next change
      throw error;
    }
  }

  return {
    present(notices) {
      waiting = notices.filter(({ key }) => !claimed.has(key));
      update();
    },
    offer: (offer) =>
      new Promise((resolve) => {
        let isOver = false;
        const watching = offer.over$.pipe(take(1)).subscribe(() => {
          isOver = true;
          update();
        });
        const end = (isWanted: boolean): void => {
          watching.unsubscribe();
          resolve(isWanted);
        };
        offers.push({
          isOver: () => isOver,
          async begin() {
            const isWorthwhile = !isOver && !isRowVisible(offer.row);
            if (!isWorthwhile) end(false);
            return isWorthwhile;
          },
          async show() {
            let isWanted = false;
            try {
              isWanted = await ask(offer);
            } finally {
              end(isWanted);
            }
          },
        });
        update();
      }),
  };
}
