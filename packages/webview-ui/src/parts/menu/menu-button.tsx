import { useState } from "preact/hooks";
import { Icon, type IconName } from "../icon/icon.tsx";
import { Menu, type MenuItem, type MenuPlace } from "./menu.tsx";

type Props = {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly icon?: IconName;
};

/** An icon that opens a menu below itself. */
export function MenuButton({ label, items, icon = "ellipsis" }: Props) {
  const [at, setAt] = useState<MenuPlace>();
  return (
    <>
      <button
        class="icon-button"
        aria-haspopup="menu"
        aria-expanded={at !== undefined}
        aria-label={label}
        title={label}
        onClick={({ currentTarget }) => {
          const { right, bottom } = currentTarget.getBoundingClientRect();
          setAt({ x: right, y: bottom + 2 });
        }}
      >
        <Icon name={icon} />
      </button>
      {at && <Menu label={label} items={items} at={at} close={() => setAt(undefined)} />}
    </>
  );
}
