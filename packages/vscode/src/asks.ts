import type { Ask } from "@paddock/core/views";
import { COMMANDS } from "./contributions.ts";

/** The command behind an ask that needs no more to be said; `undefined` for one that is about a certain thing. */
export function commandOf({ type }: Ask): string | undefined {
  switch (type) {
    case "service.start":
      return COMMANDS.startService;
    case "service.stop":
      return COMMANDS.stopService;
    case "service.restart":
      return COMMANDS.restartService;
    case "service.test":
      return COMMANDS.testApi;
    case "service.copy-endpoint":
      return COMMANDS.copyEndpoint;
    case "service.show-log":
      return COMMANDS.showLog;
    case "service.set-headers":
      return COMMANDS.setHeaders;
    case "models.refresh":
      return COMMANDS.refreshModels;
    case "updates.check":
      return COMMANDS.checkForUpdates;
    case "updates.apply":
      return COMMANDS.updateAllModels;
    case "download.add":
      return COMMANDS.addModel;
    case "download.pause-all":
      return COMMANDS.pauseAllDownloads;
    case "download.resume-all":
      return COMMANDS.resumeAllDownloads;
    case "download.clear-all":
      return COMMANDS.clearAllDownloads;
    case "dashboard.open":
      return COMMANDS.openDashboard;
    case "inspector.open":
      return COMMANDS.openInspector;
    default:
      return undefined;
  }
}
