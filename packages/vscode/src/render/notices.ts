import type { Ask, NoticeView } from "@paddock/core/views";
import { mention, say } from "../say.ts";

/** By what a notice is told, and what is pressed in it done. */
export type NoticeTellerOptions = {
  /** Whether it is for this window to tell: of all windows, one is. */
  readonly claim: (number: number) => Promise<boolean>;
  /** Whether it is worth a message; else it is only mentioned. */
  readonly isAskedFor: (notice: NoticeView) => boolean;
  readonly perform: (ask: Ask) => void;
};

/** Shows each notice that no other window has claimed, but no second one of a subject while the first is on screen. */
export function createNoticeTeller(options: NoticeTellerOptions): (notices: readonly NoticeView[]) => void {
  const { claim, isAskedFor, perform } = options;
  const seen = new Set<number>();
  const onScreen = new Set<NoticeView["subject"]>();

  async function tell(notice: NoticeView): Promise<void> {
    const { key, subject } = notice;
    if (!(await claim(key)) || onScreen.has(subject)) return;
    if (!isAskedFor(notice)) return mention(notice.text);
    onScreen.add(subject);
    const ask = await say(notice);
    onScreen.delete(subject);
    if (ask) perform(ask);
  }

  return (notices) => {
    for (const notice of notices) {
      if (seen.has(notice.key)) continue;
      seen.add(notice.key);
      void tell(notice);
    }
  };
}
