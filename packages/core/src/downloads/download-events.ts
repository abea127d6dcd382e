import * as v from "valibot";
import { hostIdSchema as host } from "../hosts/host.ts";
import { modelNameSchema } from "../models/model-name.ts";
import { count, fact, news, type EventOf } from "../shared/described.ts";
import { failureSchema } from "../shared/failure.ts";
import { downloadIdSchema as id } from "./download-id.ts";
import type { ProgressEvent } from "./progress.ts";
import { pullLayerSchema } from "./pull-progress.ts";

/** The layers of a download. */
export const layersSchema = v.array(pullLayerSchema);

/** What happens to a download: `decide` records what was asked for, the download machine what came of it. */
export const DOWNLOAD_EVENTS = [
  fact("download.requested", {
    host,
    id,
    model: modelNameSchema,
    /** What there is to fetch, where that was asked before. */
    layers: v.exactOptional(layersSchema),
  }),
  /** What there is to fetch, as the model's registry says. */
  fact("download.sized", { host, id, layers: layersSchema }),
  fact("download.started", { host, id }),
  /** Ollama went away: it goes on when it is its turn again. */
  fact("download.queued", { host, id }),
  fact("download.retry-scheduled", {
    host,
    id,
    failure: failureSchema,
    /** The number of the next retry, counted from 1, and how many there are at most. */
    attempt: count,
    attempts: count,
    afterMs: count,
  }),
  fact("download.pause-requested", { host, id }),
  fact("download.paused", { host, id }),
  fact("download.resume-requested", { host, id }),
  news("download.retry-requested", { host, id }),
  fact("download.cancel-requested", { host, id }),
  fact("download.cancelled", { host, id }),
  news("download.completed", { host, id }),
  news("download.failed", { host, id, failure: failureSchema }),
  news("download.cleared", { host, id }),
] as const;
export type DownloadFact = EventOf<typeof DOWNLOAD_EVENTS>;

/** A fact about a download, or a reading of its progress. */
export type DownloadEvent = DownloadFact | ProgressEvent;
