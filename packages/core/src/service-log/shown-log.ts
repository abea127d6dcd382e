import { noRequests, type Requests } from "../activity/request-list.ts";
import type { Failure } from "../shared/failure.ts";
import { nothingDescribed, type Description } from "./description.ts";

/** Where a log is, for a person. */
export type LogPlace =
  | { readonly kind: "file"; readonly path: string }
  /** What a tool shows; its arguments may be the person's own. */
  | { readonly kind: "tool"; readonly program: string };

export const placeText = (place: LogPlace): string => {
  switch (place.kind) {
    case "file":
      return place.path;
    case "tool":
      return place.program;
  }
};

export type NumberedLine = { readonly number: number; readonly text: string };

/** The end of a log and what it has told so far. */
export type FollowedLog = {
  readonly description: Description;
  readonly lines: readonly NumberedLine[];
  /** How many requests came from other machines, by address; of a very long log, only those at its end. */
  readonly clients: ReadonlyMap<string, number>;
  /** The requests of its access lines. */
  readonly requests: Requests;
};

export const nothingFollowed: FollowedLog = {
  description: nothingDescribed,
  lines: [],
  clients: new Map(),
  requests: noRequests,
};

/** The log as the Service tab of a window shows it. */
export type ShownLog =
  | { readonly kind: "closed" }
  /** The owner of the service keeps a log that Paddock does not know. */
  | { readonly kind: "elsewhere" }
  /** A tool would show it, which is not run before the service is. */
  | { readonly kind: "not-running" }
  | { readonly kind: "unreadable"; readonly place: LogPlace; readonly failure: Failure }
  | ({ readonly kind: "followed"; readonly place: LogPlace } & FollowedLog);
