import type { ActionRequest, DownloadRow } from "@paddock/core/views";
import { useState } from "preact/hooks";

/** Whether a row can change its place in the queue. */
const isMovable = ({ offers }: DownloadRow): boolean =>
  offers.some((type) => type === "download.move-up" || type === "download.move-down");

type Drop = { readonly row: DownloadRow; readonly isAfter: boolean };

/** Lets the rows of the queue be dragged to another place in it. */
export function useDrag(rows: readonly DownloadRow[], send: (request: ActionRequest) => void) {
  const [dragged, setDragged] = useState<DownloadRow["key"]>();
  const [drop, setDrop] = useState<Drop>();
  const end = (): void => {
    setDragged(undefined);
    setDrop(undefined);
  };
  const put = (): void => {
    if (dragged === undefined || !drop) return;
    const line = rows.filter((row) => isMovable(row) && row.key !== dragged);
    const next = line[line.findIndex(({ key }) => key === drop.row.key) + (drop.isAfter ? 1 : 0)];
    const to = next ? ({ kind: "before", id: next.key } as const) : ({ kind: "last" } as const);
    if (drop.row.key !== dragged) send({ type: "download.move", id: dragged, to });
    end();
  };
  return {
    /** Where a dragged row would come to stand, for the look of a row. */
    lookOf: (row: DownloadRow): string =>
      drop?.row.key === row.key && row.key !== dragged ? (drop.isAfter ? " drop-after" : " drop-before") : "",
    of: (row: DownloadRow) =>
      isMovable(row)
        ? {
            draggable: true,
            onDragStart: ({ dataTransfer }: DragEvent) => {
              dataTransfer?.setData("text/plain", row.model);
              setDragged(row.key);
            },
            onDragOver: (event: DragEvent) => {
              if (dragged === undefined || !(event.currentTarget instanceof HTMLElement)) return;
              event.preventDefault();
              const { top, height } = event.currentTarget.getBoundingClientRect();
              setDrop({ row, isAfter: event.clientY > top + height / 2 });
            },
            onDrop: (event: DragEvent) => {
              event.preventDefault();
              put();
            },
            onDragEnd: end,
          }
        : {},
  };
}
