import type { Folder } from "./blobs/folder.ts";
import { withinLifetime } from "./blobs/lifetime.ts";
import type { Downloading } from "./pull/download-context.ts";
import { Downloads } from "./pull/downloads.ts";

/** One life of an Ollama, from a start to an end: what it has begun is over with it. */
export interface Process {
  readonly downloads: Downloads;
  /** What its downloads have in common. */
  readonly downloading: Downloading;
  /** The blobs folder, as long as the process lives. */
  readonly folder: Folder;
  /** Given when it has ended. */
  readonly life: AbortSignal;
  /** Ends it: with a signal that lets it write something at the last moment, or without. */
  end(signal: StopSignal): void;
}

/** How a service is stopped: a signal that it can hear, or one that it cannot. */
export type StopSignal = "SIGTERM" | "SIGKILL";

/** Starts a life. */
export function startProcess(settings: Omit<Downloading, "life">): Process {
  const ending = new AbortController();
  const life = ending.signal;
  const folder = withinLifetime(settings.folder, life);
  const downloading = { ...settings, folder, life };
  const downloads = new Downloads(downloading);
  return {
    downloads,
    downloading,
    folder,
    life,
    end(signal) {
      if (signal === "SIGTERM" && !life.aborted) downloads.save();
      ending.abort();
    },
  };
}
