import type { App, Clock, Logger } from "@paddock/core";
import { holds, type ActionRequest } from "@paddock/core/views";
import { hideMessages, showMessage } from "../prompts/messages.ts";
import type { SettingsSource } from "../settings/settings.ts";
import { createNoticePresenter, type NoticePresenter } from "../surfaces/notices.ts";
import type { IsRowVisible } from "../surfaces/row-visibility.ts";
import { showNotice } from "../surfaces/show-notice.ts";

/** What notices and offers need of this window. */
type PresenterOptions = {
  readonly app: App;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: SettingsSource;
  readonly isRowVisible: IsRowVisible;
  /** Performs the action of a button in a notice. */
  readonly perform: (request: ActionRequest) => void;
};

/** Shows notices and offers in VS Code's messages. */
export const createPresenter = ({ app, settings, ...options }: PresenterOptions): NoticePresenter =>
  createNoticePresenter({
    ...options,
    claim: async (number) => (await app.dispatch({ type: "notice.tell", number })).accepted,
    holds: (notice) => holds(notice, app.state()),
    isUnwanted: ({ notice, row }) =>
      settings.read().hiddenNotices.includes(notice.about.kind) ||
      (row !== undefined && options.isRowVisible(row)),
    show: (notice) => showNotice(notice, settings),
    ask: async ({ text, label }) =>
      (await showMessage({ text, tone: "quiet", actions: [{ label }] })) !== undefined,
    hide: hideMessages,
  });
