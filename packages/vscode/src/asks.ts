import type { Ask } from "@paddock/core/views";
import { COMMANDS, type CommandId } from "./contributions.ts";

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
  "model.copy-name": undefined,
  "download.add": COMMANDS.addModel,
  "download.cancel": undefined,
  "setting.open": undefined,
  "ollama.install": undefined,
  "dashboard.open": COMMANDS.openDashboard,
  "inspector.open": COMMANDS.openInspector,
} satisfies Record<Ask["type"], CommandId | undefined>;

/** The command behind an ask that needs no more to be said; `undefined` for one that is about a certain thing. */
export const commandOf = ({ type }: Ask): CommandId | undefined => COMMAND_OF[type];
