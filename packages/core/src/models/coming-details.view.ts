import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import { isUnfinished } from "../downloads/downloads.ts";
import { actionOf, offered } from "../ui/actions.ts";
import { bytes } from "../ui/text/format.view.ts";
import { comingBytes, comingWords, type ComingModel } from "./coming.view.ts";
import { NO_MORE_DETAILS, type ModelDetailsView } from "./model-details.view.ts";
import { shortModelName } from "./short-name.view.ts";

/** The details of a model whose first download runs. */
export function comingDetailsView(
  state: AppState,
  coming: ComingModel,
  context: Parameters<typeof comingWords>[2],
): ModelDetailsView {
  const { name, download } = coming;
  const { word, rest } = comingWords(coming, state, context);
  const sizeBytes = comingBytes(coming, state);
  return {
    ...NO_MORE_DETAILS,
    key: name,
    name: shortModelName(name),
    state: word,
    now: rest,
    facts: sizeBytes === 0 ? [] : [{ label: l10n.t("Size"), value: bytes(sizeBytes) }],
    remark: {
      text: isUnfinished(download) ? l10n.t("You can use this model once it is installed.") : "",
      tone: "quiet",
    },
    actions: [
      actionOf({ type: "dashboard.show-part", part: "downloads" }, l10n.t("Show Downloads")),
      ...offered(state, [
        { type: "download.pause", id: download.id },
        { type: "download.resume", id: download.id },
      ]),
    ],
    more: offered(state, [{ type: "download.ask-to-cancel", id: download.id }]),
  };
}
