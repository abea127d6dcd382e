import { ACTION_TYPES, ACTIONS, type ActionType } from "@paddock/core/actions";
import type { Menu } from "@paddock/core/views";
import { all, can, inView, onRowsThatOffer } from "./when.ts";
import { WELCOME } from "./welcome.ts";

/** The part of `contributes` in `package.json` that is generated from the table of actions. */
export type Generated = {
  readonly viewsWelcome: readonly object[];
  readonly commands: readonly object[];
  readonly menus: Readonly<Record<string, readonly object[]>>;
};

export const contributes = (): Generated => ({
  viewsWelcome: WELCOME.map(({ view, words, when }) => ({
    view: `paddock.${view}`,
    contents: `%welcome.${words}%`,
    ...(when !== undefined && { when }),
  })),
  commands: inPalette().map(({ type, command }) => {
    const { icon } = ACTIONS[type];
    return {
      command,
      title: `%${titleKey(command)}%`,
      category: "Paddock",
      ...(icon !== undefined && { icon: `$(${icon})` }),
    };
  }),
  menus: { "view/title": menusIn("title"), "view/item/context": menusIn("row") },
});

/** The titles of commands, as `package.nls.json` holds them. */
export const titles = (): Readonly<Record<string, string>> =>
  Object.fromEntries(inPalette().map(({ type, command }) => [titleKey(command), ACTIONS[type].title()]));

/** Whether a key of `package.nls.json` is a command's title. */
export const isTitleKey = (name: string): boolean => name.startsWith("command.");

const titleKey = (command: string): string => command.replace(/^paddock\./, "command.");

type InPalette = { readonly type: ActionType; readonly command: string };

const inPalette = (): readonly InPalette[] =>
  ACTION_TYPES.flatMap((type) => {
    const { palette } = ACTIONS[type].doors;
    return palette === undefined ? [] : [{ type, command: palette }];
  });

const menusIn = (place: Menu["place"]): readonly object[] =>
  inPalette().flatMap(({ type, command }) =>
    (ACTIONS[type].menus ?? [])
      .filter((menu) => menu.place === place)
      .map((menu) => ({ command, when: whenOf(type, menu), group: menu.group })),
  );

function whenOf(type: ActionType, menu: Menu): string {
  const view = inView(menu.view);
  if (menu.place === "title") return menu.only ? all(view, can(menu.only)) : view;
  return menu.onEveryRow ? view : all(view, onRowsThatOffer(type));
}
