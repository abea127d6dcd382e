import * as l10n from "@vscode/l10n";
import type { AppEvent } from "../../app/events.ts";
import { describeStoreFailure } from "../../ui/text/store-failure.view.ts";
import { grouped } from "../../ui/text/format.view.ts";
import { said, wrong, type EventWords } from "./words.view.ts";

type PaddockEvents = Extract<
  AppEvent,
  {
    readonly type:
      | `hosts.${string}`
      | `leader.${string}`
      | `window.${string}`
      | `history.${string}`
      | `notice.${string}`;
  }
>;

export function paddockEventWords(event: PaddockEvents): EventWords {
  switch (event.type) {
    case "hosts.watched":
      return said(l10n.t("Watched hosts changed"), grouped(event.hosts.length));
    case "leader.elected":
      return said(l10n.t("A window manages Ollama for all"), event.window);
    case "leader.beat":
      return said(l10n.t("The window that manages Ollama is alive"), event.window);
    case "window.attended":
      return said(l10n.t("Attention of a window changed"), event.attention);
    case "window.left":
      return said(l10n.t("A window closed"), event.window);
    case "history.compacted":
      return said(
        l10n.t("History was shortened"),
        event.upTo === 0 ? l10n.t("what no longer exists") : l10n.t("up to {0}", event.upTo),
      );
    case "history.set-aside":
      return wrong(l10n.t("History was set aside"), event.file);
    case "history.removed":
      return wrong(l10n.t("History was started anew: its file was gone"));
    case "history.unkept":
      return wrong(l10n.t("History cannot be written"), describeStoreFailure(event.failure));
    case "history.kept":
      return said(l10n.t("History is written again"));
    case "notice.told":
      return said(l10n.t("Notice shown"), l10n.t("about event {0}", event.number));
  }
}
