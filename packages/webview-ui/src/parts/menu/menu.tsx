import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import "./menu.css";

export type MenuItem = {
  readonly label: string;
  readonly run: () => void;
  readonly isOff?: boolean;
  readonly tooltip?: string;
  /** Of a choice among several: whether it is the present one. */
  readonly isOn?: boolean;
};

/** A corner of a menu, in pixels of the window. */
export type MenuPlace = { readonly x: number; readonly y: number };

type Props = {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly at: MenuPlace;
  readonly close: () => void;
};

/** A menu that has the focus until it closes, and gives it back then. */
export function Menu({ label, items, at, close }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const opener = useRef(document.activeElement);
  useLayoutEffect(() => {
    if (element.current) place(element.current, at);
    focusItem(element.current, 0);
  }, []);
  useEffect(() => {
    const closeOutside = ({ target }: Event): void => {
      if (target instanceof Node && !element.current?.contains(target)) close();
    };
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, []);
  const end = (run?: () => void): void => {
    if (opener.current instanceof HTMLElement) opener.current.focus();
    close();
    run?.();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" || event.key === "Tab") end();
    else if (!moveBy(element.current, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={element} class="menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {items.map(({ label: text, run, isOff = false, isOn, tooltip }) => (
        <button
          key={text}
          role={isOn === undefined ? "menuitem" : "menuitemradio"}
          aria-checked={isOn}
          aria-disabled={isOff}
          tabIndex={-1}
          title={tooltip}
          onClick={() => !isOff && end(run)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** Moves the focus for a key; whether it is one of a menu's. */
function moveBy(menu: HTMLElement | null, key: string): boolean {
  const items = itemsOf(menu);
  const now = items.findIndex((item) => item === document.activeElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[key];
  if (next === undefined) return false;
  focusItem(menu, (next + items.length) % items.length);
  return true;
}

const itemsOf = (menu: HTMLElement | null): readonly HTMLElement[] => [
  ...(menu?.querySelectorAll("button") ?? []),
];

const focusItem = (menu: HTMLElement | null, index: number): void => itemsOf(menu)[index]?.focus();

/** Inside the window, whichever corner was asked for. */
function place(menu: HTMLElement, { x, y }: MenuPlace): void {
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, window.innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, window.innerHeight - height - 8))}px`;
}
