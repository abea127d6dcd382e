import type { Patch } from "./patch.ts";

/** Raise it when a message changes shape: an old page beside a new host must reload, not guess. */
export const PROTOCOL = 2;

/** What a page may say. What it may request is the host's closed list. */
export type FromPage<Request> =
  | { readonly type: "hello"; readonly protocol: number }
  | { readonly type: "request"; readonly number: number; readonly request: Request }
  | { readonly type: "lost-track" };

/** What a page may hear. A snapshot stands alone; a patch only makes sense after number `after`. */
export type ToPage<View> =
  | { readonly type: "snapshot"; readonly number: number; readonly view: View }
  | { readonly type: "patch"; readonly after: number; readonly number: number; readonly patch: Patch }
  /** Why the request of that number was not carried out, in words. */
  | { readonly type: "refused"; readonly number: number; readonly reason: string }
  | { readonly type: "outdated" };

/** A wire with two ends: `postMessage` in a webview, a pair of arrays in a test. */
export interface Channel<In, Out> {
  send(message: Out): void;
  receive(listener: (message: In) => void): () => void;
}

/** The host's end of the wire: it hears the page, and tells it what to show. */
export type HostEnd<View, Request> = Channel<FromPage<Request>, ToPage<View>>;
/** The page's end of the wire. */
export type PageEnd<View, Request> = Channel<ToPage<View>, FromPage<Request>>;
