import type { AnswerFailure, Exit, ReachFailure } from "../shared/failure.ts";
import type { AnsweringServer, OtherServer } from "./other-server.ts";

/** The state of a service as seen from outside. */
export type Sighting =
  /** Connection refused. */
  | { readonly type: "gone" }
  /** No connection: no such host, no route, or a timeout. */
  | { readonly type: "out-of-reach"; readonly failure: ReachFailure }
  /** The port is open, but HTTP requests are not answered yet. */
  | { readonly type: "listening" }
  | ({ readonly type: "answered" } & AnsweringServer)
  /** The connection is open, but requests time out. */
  | { readonly type: "silent" }
  /** Another program has the port; `server` is what it is, where that is known. */
  | { readonly type: "foreign"; readonly server?: OtherServer }
  /** The server answers, but refuses our requests. */
  | { readonly type: "turned-away"; readonly failure: AnswerFailure };

/** The process that we are starting says in its log that it listens at another address. */
export type ListensElsewhere = { readonly type: "listens-elsewhere"; readonly address: string };

/** A process that we have started has ended, for any reason. */
export type Ended = { readonly type: "ended"; readonly pid: number; readonly exit: Exit };
