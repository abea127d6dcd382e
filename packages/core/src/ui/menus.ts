import type { ServiceSituation } from "../service/service.ts";

/** The views in the side bar, as in their ids: `paddock.service`. */
export type ViewName = "service" | "models" | "downloads";

/** Context keys of menus and welcome texts, as in `paddock.canStop`. */
export type MenuContext = {
  /** `no-program`: nothing is at the path in the setting, so installing Ollama would not help. */
  readonly situation: ServiceSituation["kind"] | "no-program";
  readonly canStart: boolean;
  readonly canStop: boolean;
  readonly canRestart: boolean;
  /** Whether any download can be paused, or resumed. */
  readonly canPause: boolean;
  readonly canResume: boolean;
  /** Whether any model is known to be outdated. */
  readonly canUpdate: boolean;
  /** Whether there are several hosts. */
  readonly hasHosts: boolean;
  /** Whether the window works on a remote machine. */
  readonly isRemote: boolean;
};

/** A place in a menu of VS Code. */
export type Menu =
  | {
      readonly place: "title";
      readonly view: ViewName;
      readonly group: string;
      /** Shown only while this context key is true. */
      readonly only?: Exclude<keyof MenuContext, "situation">;
    }
  | {
      readonly place: "row";
      readonly view: ViewName;
      readonly group: string;
      /** Shown on every row, not only on those that offer the action. */
      readonly onEveryRow?: true;
    };

export const title = (
  view: ViewName,
  group: string,
  only?: Exclude<keyof MenuContext, "situation">,
): Menu => ({ place: "title", view, group, ...(only && { only }) });

export const row = (view: ViewName, group: string): Menu => ({ place: "row", view, group });

export const everyRow = (view: ViewName, group: string): Menu => ({
  place: "row",
  view,
  group,
  onEveryRow: true,
});
