/**
 * Every name this extension gives VS Code. `package.json` must say the same; `test/manifest.test.ts` compares the two.
 * Other extensions and people's key bindings rely on them: they are never changed.
 */
export const COMMANDS = {
  startService: "paddock.service.start",
  stopService: "paddock.service.stop",
  restartService: "paddock.service.restart",
  testApi: "paddock.service.testApi",
  copyEndpoint: "paddock.service.copyEndpoint",
  showLog: "paddock.service.showLog",
  setHeaders: "paddock.service.setHeaders",
  refreshModels: "paddock.models.refresh",
  addModel: "paddock.models.add",
  showDetails: "paddock.models.details",
  copyModelName: "paddock.models.copyName",
  loadModel: "paddock.models.load",
  unloadModel: "paddock.models.unload",
  deleteModel: "paddock.models.delete",
  copyModel: "paddock.models.copy",
  renameModel: "paddock.models.rename",
  checkForUpdates: "paddock.models.checkForUpdates",
  updateModel: "paddock.models.update",
  updateAllModels: "paddock.models.updateAll",
  pauseDownload: "paddock.downloads.pause",
  resumeDownload: "paddock.downloads.resume",
  retryDownload: "paddock.downloads.retry",
  cancelDownload: "paddock.downloads.cancel",
  forgetDownload: "paddock.downloads.forget",
  clearDownload: "paddock.downloads.clear",
  pauseAllDownloads: "paddock.downloads.pauseAll",
  resumeAllDownloads: "paddock.downloads.resumeAll",
  clearAllDownloads: "paddock.downloads.clearAll",
  openDashboard: "paddock.openDashboard",
  openInspector: "paddock.openInspector",
  showMenu: "paddock.showMenu",
} as const;

/** The name of one of our commands. */
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

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
