/**
 * The ids that this extension registers with VS Code, except those of its commands, which are in core's table of
 * actions. `package.json` must declare the same ids; `test/manifest.test.ts` compares the two. Never change them:
 * people's settings and restored windows refer to them.
 */

/** The status bar item's command. It is named here because the item exists before the table of actions is loaded. */
export const MENU_COMMAND = "paddock.showMenu";

export const VIEWS = {
  service: "paddock.service",
  models: "paddock.models",
  downloads: "paddock.downloads",
} as const;

export const STATUS_ITEM = "paddock.status";

/** The webview types of our two pages; VS Code restores a page by its type. */
export const PANELS = { dashboard: "paddock.dashboard", inspector: "paddock.inspector" } as const;

export const SETTINGS = {
  host: "paddock.host",
  hosts: "paddock.hosts",
  hostMemory: "paddock.hostMemory",
  executable: "paddock.executable",
  serviceOwner: "paddock.service.owner",
  serviceEnvironment: "paddock.service.environment",
  autoStart: "paddock.service.autoStart",
  stopOnExit: "paddock.service.stopOnExit",
  insecureRegistries: "paddock.registries.insecure",
  parallelDownloads: "paddock.downloads.parallel",
  notifyWhenDone: "paddock.downloads.notifyWhenDone",
  hiddenNotifications: "paddock.notifications.hidden",
  checkForUpdates: "paddock.models.checkForUpdates",
  checkForReleases: "paddock.service.checkForUpdates",
  historyDays: "paddock.history.days",
  historyMegabytes: "paddock.history.megabytes",
} as const;
