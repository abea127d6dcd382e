import type { DownloadId } from "../downloads/download-id.ts";
import type { ModelName } from "../models/model-name.ts";

/** The settings that an action opens; the editor knows them by names of its own. */
export type SettingName = "host" | "executable" | "insecure-registries";

/** What a surface may ask for: a closed list, and the same for a page, a tree and a status bar. */
export type Ask =
  | { readonly type: "service.start" }
  | { readonly type: "service.stop" }
  | { readonly type: "service.restart" }
  | { readonly type: "service.test"; readonly model?: ModelName }
  | { readonly type: "service.copy-endpoint" }
  | { readonly type: "service.show-log" }
  | { readonly type: "service.set-headers" }
  | { readonly type: "models.refresh" }
  | { readonly type: "model.choose"; readonly model: ModelName }
  | { readonly type: "model.load"; readonly model: ModelName }
  | { readonly type: "model.unload"; readonly model: ModelName }
  | { readonly type: "model.delete"; readonly model: ModelName }
  | { readonly type: "model.copy"; readonly model: ModelName }
  | { readonly type: "model.rename"; readonly model: ModelName }
  | { readonly type: "model.copy-name"; readonly model: ModelName }
  | { readonly type: "model.update"; readonly model: ModelName }
  | { readonly type: "updates.check" }
  | { readonly type: "updates.apply" }
  /** Asks which model, beginning with a text; a text that is a name needs no more asking than whether. */
  | { readonly type: "download.add"; readonly text?: string }
  | { readonly type: "download.pause"; readonly id: DownloadId }
  | { readonly type: "download.resume"; readonly id: DownloadId }
  | { readonly type: "download.retry"; readonly id: DownloadId }
  | { readonly type: "download.cancel"; readonly id: DownloadId }
  /** Takes it off the list, and what is left of it off the disk. */
  | { readonly type: "download.forget"; readonly id: DownloadId }
  | { readonly type: "download.clear"; readonly id: DownloadId }
  /** Throws away what is left of it, and begins anew. */
  | { readonly type: "download.repair"; readonly id: DownloadId }
  | { readonly type: "download.pause-all" }
  | { readonly type: "download.resume-all" }
  | { readonly type: "download.clear-all" }
  | { readonly type: "ollama.copy-key" }
  | { readonly type: "setting.open"; readonly setting: SettingName }
  | { readonly type: "ollama.install" }
  | { readonly type: "dashboard.open" }
  | { readonly type: "inspector.open" };

/** Something to press: what it says, and what it asks for. */
export type Action = {
  readonly label: string;
  readonly ask: Ask;
  /** Whether it cannot be pressed just now. */
  readonly isOff?: boolean;
};
