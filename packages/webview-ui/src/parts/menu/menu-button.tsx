import { useState } from "preact/hooks";
import { Icon, type IconName } from "../icon/icon.tsx";
import { Menu, type MenuItem, type MenuPlace } from "./menu.tsx";

type Props = {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly icon?: IconName;
  /** In place of an icon. */
  readonly text?: string;
};

/** An icon or a short text that opens a menu below itself. */
export function MenuButton({ label, items, icon = "ellipsis", text }: Props) {
  const [at, setAt] = useState<MenuPlace>();
  return (
    <>
      <button
        class={text === undefined ? "icon-button" : "link"}
        aria-haspopup="menu"
        aria-expanded={at !== undefined}
        aria-label={label}
        title={label}
        onClick={({ currentTarget }) => {
          const { right, bottom } = currentTarget.getBoundingClientRect();
          setAt({ x: right, y: bottom + 2 });
        }}
      >
        {text ?? <Icon name={icon} />}
      </button>
      {at && <Menu label={label} items={items} at={at} close={() => setAt(undefined)} />}
    </>
  );
}
