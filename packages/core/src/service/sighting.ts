import type { AnswerFailure, Exit, ReachFailure } from "../shared/failure.ts";

/** What can be seen of a service from outside. */
export type Sighting =
  /** Nobody listens. */
  | { readonly type: "gone" }
  /** The way there is broken: no such host, no route, no answer to a connection. */
  | { readonly type: "out-of-reach"; readonly failure: ReachFailure }
  /** The port answers, HTTP not yet. */
  | { readonly type: "listening" }
  | { readonly type: "answered"; readonly version: string }
  /** It is connected, but says nothing any more. */
  | { readonly type: "silent" }
  /** Something else has the port. */
  | { readonly type: "foreign" }
  /** It answers, but not to us. */
  | { readonly type: "turned-away"; readonly failure: AnswerFailure };

/** A process that we have started has ended, whoever ended it. */
export type Ended = { readonly type: "ended"; readonly pid: number; readonly exit: Exit };
