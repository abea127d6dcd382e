import type { AppState } from "../app/state.ts";
import type { DownloadId } from "./download-id.ts";
import { downloadRows } from "./downloads.view.ts";
import type { DownloadActionType } from "../ui/actions.ts";
import type { Choice } from "../ui/choice.ts";
import { remarks } from "../ui/text/format.view.ts";

/** The downloads that an action can be applied to. */
export const downloadChoices = (
  state: AppState,
  nowMs: number,
  type: DownloadActionType,
): readonly Choice<DownloadId>[] =>
  downloadRows(state, nowMs)
    .filter(({ offers }) => offers.includes(type))
    .map(({ key, model, status, numbers }) => ({
      value: key,
      label: model,
      detail: remarks(status, numbers),
    }));
