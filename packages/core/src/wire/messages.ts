import type { Patch } from "./patch.ts";

/** Raise it when a message changes its shape: then an old page with a new host reloads. */
export const PROTOCOL = 3;

/** A message from a page. The host defines the possible requests. */
export type FromPage<Request> =
  | { readonly type: "hello"; readonly protocol: number }
  | { readonly type: "request"; readonly number: number; readonly request: Request }
  | { readonly type: "lost-track" }
  /** Which of its parts the page shows. */
  | { readonly type: "showing"; readonly part: string };

/** A message to a page. A snapshot is complete; a patch applies only to the view with number `after`. */
export type ToPage<View> =
  | { readonly type: "snapshot"; readonly number: number; readonly view: View }
  | { readonly type: "patch"; readonly after: number; readonly number: number; readonly patch: Patch }
  /** Why the request with that number was not carried out, as a sentence. */
  | { readonly type: "refused"; readonly number: number; readonly reason: string }
  | { readonly type: "outdated" };

/** One end of a message channel, such as `postMessage` in a webview. */
export interface Channel<In, Out> {
  send(message: Out): void;
  receive(listener: (message: In) => void): () => void;
}

export type HostEnd<View, Request> = Channel<FromPage<Request>, ToPage<View>>;
export type PageEnd<View, Request> = Channel<ToPage<View>, FromPage<Request>>;
