import { follow, type Json, type PageEnd } from "@paddock/core/protocol";
import type { ActionRequest, HostId } from "@paddock/core/views";
import { signal, type ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";

/** What a page knows, and how it asks for something. */
export type Page<View> = {
  /** `undefined` until the host has said something. */
  readonly view: ReadonlySignal<View | undefined>;
  readonly asking: Asking;
  /** Whether the host speaks another version of the protocol, so that only reloading helps. */
  readonly isOutdated: ReadonlySignal<boolean>;
};

/** How a part asks for something, and hears why it came to nothing. */
export type Asking = {
  /** Sends a request; its number finds the refusal, if there is one. */
  readonly request: (request: ActionRequest) => number;
  readonly refusals: ReadonlySignal<ReadonlyMap<number, string>>;
};

/** The parts' way to the host. */
export const AskingContext = createContext<Asking>({
  request: () => 0,
  refusals: signal(new Map()),
});

/** Why something came to nothing is soon not true any more. */
const REFUSAL_LASTS_MS = 10_000;

/** What a page shows; `host` is the one that it is about. */
type PageView = Json & { readonly host?: HostId };

/** Follows the host, for as long as the page lives. */
export function openPage<View extends PageView>(host: PageEnd<View, ActionRequest>): Page<View> {
  const view = signal<View | undefined>(undefined);
  const refusals = signal<ReadonlyMap<number, string>>(new Map());
  const isOutdated = signal(false);
  let number = 0;
  follow(host, {
    show: (next) => (view.value = next),
    refused(asked, reason) {
      refusals.value = new Map([...refusals.value, [asked, reason]]);
      setTimeout(() => (refusals.value = without(refusals.value, asked)), REFUSAL_LASTS_MS);
    },
    outdated: () => (isOutdated.value = true),
  });
  const asking: Asking = {
    refusals,
    request(request) {
      const { host: about } = view.value ?? {};
      host.send({
        type: "request",
        number: ++number,
        request: { ...(about && { host: about }), ...request },
      });
      return number;
    },
  };
  return { view, asking, isOutdated };
}

const without = (refusals: ReadonlyMap<number, string>, number: number): ReadonlyMap<number, string> =>
  new Map([...refusals].filter(([asked]) => asked !== number));
