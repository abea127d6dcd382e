import type { Patch } from "./patch.ts";

/** Raise it when a message changes shape: an old page beside a new host must reload, not guess. */
export const PROTOCOL = 1;

/** What a page may say. What it may ask for is the host's closed list. */
export type FromPage<Ask> =
  | { readonly type: "hello"; readonly protocol: number }
  | { readonly type: "ask"; readonly number: number; readonly ask: Ask }
  | { readonly type: "lost-track" };

/** What a page may hear. A snapshot stands alone; a patch only makes sense after number `after`. */
export type ToPage<View> =
  | { readonly type: "snapshot"; readonly number: number; readonly view: View }
  | { readonly type: "patch"; readonly after: number; readonly number: number; readonly patch: Patch }
  /** Why the asking of that number came to nothing, in words. */
  | { readonly type: "refused"; readonly number: number; readonly reason: string }
  | { readonly type: "outdated" };

/** A wire with two ends: `postMessage` in a webview, a pair of arrays in a test. */
export interface Channel<In, Out> {
  send(message: Out): void;
  receive(listener: (message: In) => void): () => void;
}

/** The host's end of the wire: it hears the page, and tells it what to show. */
export type HostEnd<View, Ask> = Channel<FromPage<Ask>, ToPage<View>>;
/** The page's end of the wire. */
export type PageEnd<View, Ask> = Channel<ToPage<View>, FromPage<Ask>>;
