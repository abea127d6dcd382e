import type { Ask } from "@paddock/core/views";
import { COMMANDS, type CommandId } from "../contributions.ts";

const COMMAND_OF = {
  "service.start": COMMANDS.startService,
  "service.stop": COMMANDS.stopService,
  "service.restart": COMMANDS.restartService,
  "service.test": COMMANDS.testApi,
  "service.copy-endpoint": COMMANDS.copyEndpoint,
  "service.show-log": COMMANDS.showLog,
  "service.set-headers": COMMANDS.setHeaders,
  "models.refresh": COMMANDS.refreshModels,
  "model.choose": undefined,
  "model.load": undefined,
  "model.unload": undefined,
  "model.delete": undefined,
  "model.copy": undefined,
  "model.rename": undefined,
  "model.copy-name": undefined,
  "model.update": undefined,
  "updates.check": COMMANDS.checkForUpdates,
  "updates.apply": COMMANDS.updateAllModels,
  "download.add": COMMANDS.addModel,
  "download.pause": undefined,
  "download.resume": undefined,
  "download.retry": undefined,
  "download.cancel": undefined,
  "download.forget": undefined,
  "download.clear": undefined,
  "download.repair": undefined,
  "download.pause-all": COMMANDS.pauseAllDownloads,
  "download.resume-all": COMMANDS.resumeAllDownloads,
  "download.clear-all": COMMANDS.clearAllDownloads,
  "setting.open": undefined,
  "ollama.install": undefined,
  "ollama.copy-key": undefined,
  "dashboard.open": COMMANDS.openDashboard,
  "inspector.open": COMMANDS.openInspector,
} satisfies Record<Ask["type"], CommandId | undefined>;

/** The command behind an ask that needs no more to be said; `undefined` for one that is about a certain thing. */
export const commandOf = ({ type }: Ask): CommandId | undefined => COMMAND_OF[type];
