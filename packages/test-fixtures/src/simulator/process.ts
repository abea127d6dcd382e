import type { Folder } from "./blobs/folder.ts";
import { withinLifetime } from "./blobs/lifetime.ts";
import type { DownloadContext } from "./pull/download-context.ts";
import { Downloads } from "./pull/downloads.ts";

/** A process of Ollama, from start to exit. Everything that it started ends with it. */
export interface Process {
  readonly downloads: Downloads;
  readonly downloadContext: DownloadContext;
  /** The blobs folder. It throws once the process has ended. */
  readonly folder: Folder;
  /** Aborted when the process has ended. */
  readonly exitSignal: AbortSignal;
  /** Ends the process. On SIGTERM it can still save downloads. */
  end(signal: StopSignal): void;
}

export type StopSignal = "SIGTERM" | "SIGKILL";

export function startProcess(settings: Omit<DownloadContext, "exitSignal">): Process {
  const ending = new AbortController();
  const exitSignal = ending.signal;
  const folder = withinLifetime(settings.folder, exitSignal);
  const downloadContext = { ...settings, folder, exitSignal };
  const downloads = new Downloads(downloadContext);
  return {
    downloads,
    downloadContext,
    folder,
    exitSignal,
    end(signal) {
      if (signal === "SIGTERM" && !exitSignal.aborted) downloads.save();
      ending.abort();
    },
  };
}
