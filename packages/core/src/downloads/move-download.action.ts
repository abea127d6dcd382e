import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { atOnce, carryOut } from "../ui/carry-out.action.ts";
import type { DownloadId } from "./download-id.ts";
import type { QueueMove } from "./queue-move.ts";

/** Changes the place of a download in the queue. */
export const moveDownload = (
  context: ActionContext,
  { id, to }: { readonly id: DownloadId; readonly to: QueueMove },
): Promise<ActionAnswer> => carryOut(context, { type: "download.move", id, to }, atOnce);
