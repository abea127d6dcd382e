import { follow, type Json, type PageEnd } from "@paddock/core/protocol";
import type { ActionRequest, HostId } from "@paddock/core/views";
import { signal, type ReadonlySignal } from "@preact/signals";
import type { Requests } from "./requests.ts";

/** The state of a page, and its way to send requests to the host. */
export type Page<View> = {
  /** `undefined` until the host has sent the first view. */
  readonly view: ReadonlySignal<View | undefined>;
  readonly requests: Requests;
  /** Tells the host which part of the page is shown. */
  readonly tellShown: (part: string) => void;
  /** The host uses another version of the protocol; only reloading helps. */
  readonly isOutdated: ReadonlySignal<boolean>;
};

/** A refusal is hidden after this time, since its reason may not hold any more. */
const REFUSAL_LASTS_MS = 10_000;

/** A view of a page; `host` is the one that it shows. */
type PageView = Json & { readonly host?: HostId };

/** Shows what the host sends, for as long as the page lives. */
export function openPage<View extends PageView>(host: PageEnd<View, ActionRequest>): Page<View> {
  const view = signal<View | undefined>(undefined);
  const refusals = signal<ReadonlyMap<number, string>>(new Map());
  const isOutdated = signal(false);
  let number = 0;
  follow(host, {
    show: (next) => (view.value = next),
    refused(sent, reason) {
      refusals.value = new Map([...refusals.value, [sent, reason]]);
      setTimeout(() => (refusals.value = without(refusals.value, sent)), REFUSAL_LASTS_MS);
    },
    outdated: () => (isOutdated.value = true),
  });
  const requests: Requests = {
    refusals,
    send(request) {
      // What is pressed is about the host that is shown, though another one may be watched by the time this arrives.
      const { host: shown } = view.value ?? {};
      const about = shown === undefined ? request : { host: shown, ...request };
      host.send({ type: "request", number: ++number, request: about });
      return number;
    },
  };
  return { view, requests, tellShown: (part) => host.send({ type: "showing", part }), isOutdated };
}

const without = (refusals: ReadonlyMap<number, string>, number: number): ReadonlyMap<number, string> =>
  new Map([...refusals].filter(([sent]) => sent !== number));
