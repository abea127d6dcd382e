import type { ApiTestCommand } from "../api-test/api-test.ts";
import type { DownloadCommand } from "../downloads/download-commands.ts";
import type { LoadingCommand } from "../models/load-settings.ts";
import type { ModelsCommand } from "../models/models.ts";
import type { ModelCommand } from "../models/operations.ts";
import type { NoticeCommand } from "../notices/notices.ts";
import type { OrphansCommand } from "../orphans/orphans.ts";
import type { ReleaseCommand } from "../releases/release.ts";
import type { ServiceLogCommand } from "../service-log/service-log-events.ts";
import type { ServiceCommand } from "../service/service-commands.ts";
import type { TryCommand } from "../tries/try-events.ts";
import type { UpdatesCommand } from "../updates/updates.ts";

/** A command to one host. */
export type HostCommand =
  | ServiceCommand
  | ServiceLogCommand
  | ApiTestCommand
  | ModelsCommand
  | ModelCommand
  | LoadingCommand
  | DownloadCommand
  | UpdatesCommand
  | TryCommand
  | OrphansCommand;

export type AppCommand = HostCommand | NoticeCommand | ReleaseCommand;
