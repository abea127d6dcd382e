import type { PanelModelRow } from "@paddock/core/views";
import { ModelIcon } from "../model-icon/model-icon.tsx";
import type { Place } from "../windowed-list/windowed-list.tsx";

type Props = {
  readonly row: PanelModelRow;
  readonly place: Place;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly onClick: (event: MouseEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
};

export const rowId = (key: string): string => `model-${key}`;

export function ModelRow({ row, place, isSelected, isActive, onClick, onContextMenu }: Props) {
  const { index: _, ...at } = place;
  return (
    <div
      {...at}
      id={rowId(row.key)}
      role="option"
      aria-selected={isSelected}
      class={["row", isSelected && "on", isActive && "active"].filter(Boolean).join(" ")}
      title={row.title}
      onClick={onClick}
      onContextMenu={onContextMenu}
    >
      <ModelIcon icon={row.icon} />
      <span class="name">{row.name}</span>
      <span class="num">{row.size}</span>
      <small title={row.about}>{row.about}</small>
    </div>
  );
}
