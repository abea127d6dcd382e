import { useState } from "preact/hooks";
import { Icon, type IconName } from "../icon/icon.tsx";
import { Menu, type MenuItem, type MenuPlace } from "./menu.tsx";

type Props = {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly icon?: IconName;
  /** Beside the icon; without one, it looks like a link. */
  readonly text?: string;
};

/** An icon, a short text, or an icon with its text; it opens a menu below itself. */
export function MenuButton({ label, items, icon, text }: Props) {
  const [at, setAt] = useState<MenuPlace>();
  return (
    <>
      <button
        class={text === undefined ? "icon-button" : icon ? "quiet" : "link"}
        aria-haspopup="menu"
        aria-expanded={at !== undefined}
        aria-label={label}
        title={label}
        onClick={({ currentTarget }) => {
          const { right, bottom } = currentTarget.getBoundingClientRect();
          setAt({ x: right, y: bottom + 2 });
        }}
      >
        {(icon || text === undefined) && <Icon name={icon ?? "ellipsis"} />}
        {text !== undefined && <span>{text}</span>}
      </button>
      {at && <Menu label={label} items={items} at={at} close={() => setAt(undefined)} />}
    </>
  );
}
