/**
 * The names this extension gives VS Code, apart from its commands, which core's table of actions names. `package.json`
 * must say the same; `test/manifest.test.ts` compares the two. People's settings and windows rely on them: they are never
 * changed.
 */

/** The command behind the item in the status bar, which is there before the table of actions is loaded. */
export const MENU_COMMAND = "paddock.showMenu";

/** The views in the side bar. */
export const VIEWS = {
  service: "paddock.service",
  models: "paddock.models",
  downloads: "paddock.downloads",
} as const;

/** The item in the status bar. */
export const STATUS_ITEM = "paddock.status";

/** The types of our two pages, under which VS Code restores them. */
export const PANELS = { dashboard: "paddock.dashboard", inspector: "paddock.inspector" } as const;

/** The settings, all under one heading. */
export const SETTINGS = {
  host: "paddock.host",
  executable: "paddock.executable",
  serviceEnvironment: "paddock.service.environment",
  stopOnExit: "paddock.service.stopOnExit",
  insecureRegistries: "paddock.registries.insecure",
  parallelDownloads: "paddock.downloads.parallel",
  notifyWhenDone: "paddock.downloads.notifyWhenDone",
  checkForUpdates: "paddock.models.checkForUpdates",
  historyDays: "paddock.history.days",
  historyMegabytes: "paddock.history.megabytes",
} as const;
