import * as v from "valibot";
import { hostIdSchema as host } from "../hosts/host.ts";
import { modelNameSchema } from "../models/model-name.ts";
import { count, fact, news, type EventOf } from "../shared/described.ts";
import { differenceSchema } from "../sending/difference.ts";
import { originSchema } from "../sending/origin.ts";
import { failureSchema } from "../shared/failure.ts";
import { downloadIdSchema as id } from "./download-id.ts";
import type { ProgressEvent } from "./progress.ts";
import { pullLayerSchema } from "./pull-progress.ts";

export const layersSchema = v.array(pullLayerSchema);

/** What happens to a download: `decide` records requests, the download machine records outcomes. */
export const DOWNLOAD_EVENTS = [
  fact("download.requested", {
    host,
    id,
    model: modelNameSchema,
    /** The layers to fetch, if already known. */
    layers: v.exactOptional(layersSchema),
    from: v.exactOptional(originSchema),
  }),
  /** The layers to fetch, as the model's registry lists them. */
  fact("download.sized", { host, id, layers: layersSchema }),
  /** A model that was sent from another host is there, but not the same in all. */
  fact("download.compared", { host, id, difference: differenceSchema }),
  fact("download.started", { host, id }),
  /** Ollama went away: the download waits for its turn again. */
  fact("download.queued", { host, id }),
  fact("download.retry-scheduled", {
    host,
    id,
    failure: failureSchema,
    /** Number of the next retry (from 1), and the maximum. */
    attempt: count,
    attempts: count,
    afterMs: count,
  }),
  fact("download.pause-requested", { host, id }),
  fact("download.paused", { host, id }),
  fact("download.resume-requested", { host, id }),
  fact("download.retry-requested", {
    host,
    id,
    /** The layers to fetch, if they were read again. */
    layers: v.exactOptional(layersSchema),
  }),
  fact("download.cancel-requested", { host, id }),
  fact("download.cancelled", { host, id }),
  news("download.completed", { host, id }),
  news("download.failed", { host, id, failure: failureSchema }),
  /** It has changed places with others in the queue: each of them has such an event. */
  fact("download.moved", { host, id, place: count }),
  fact("download.cleared", { host, id }),
] as const;
export type DownloadFact = EventOf<typeof DOWNLOAD_EVENTS>;

/** A fact about a download, or a reading of its progress. */
export type DownloadEvent = DownloadFact | ProgressEvent;
