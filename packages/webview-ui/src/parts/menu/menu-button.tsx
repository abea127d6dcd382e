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

/** An icon, a short text, or a secondary button with both; it opens a menu below itself. */
export function MenuButton({ label, items, icon, text }: Props) {
  const [at, setAt] = useState<MenuPlace>();
  const props = {
    "aria-haspopup": "menu",
    "aria-expanded": at !== undefined,
    "aria-label": label,
    title: label,
    onClick({ currentTarget }: { readonly currentTarget: Element }) {
      const { right, bottom } = currentTarget.getBoundingClientRect();
      setAt({ x: right, y: bottom + 2 });
    },
  } as const;
  return (
    <>
      {text === undefined ? (
        <button class="icon-button" {...props}>
          <Icon name={icon ?? "ellipsis"} />
        </button>
      ) : icon === undefined ? (
        <button class="link" {...props}>
          {text}
        </button>
      ) : (
        <vscode-button secondary {...props}>
          <Icon name={icon} />
          <span>{text}</span>
        </vscode-button>
      )}
      {at && <Menu label={label} items={items} at={at} close={() => setAt(undefined)} />}
    </>
  );
}
