import type { ActionRequest } from "@paddock/core/views";
import { signal, type ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";

/** The requests of a page, and the reasons why some were refused. */
export type Requests = {
  /** Sends a request. The number it returns finds the refusal, if there is one. */
  readonly send: (request: ActionRequest) => number;
  readonly refusals: ReadonlySignal<ReadonlyMap<number, string>>;
};

export const RequestsContext = createContext<Requests>({
  send: () => 0,
  refusals: signal(new Map()),
});

/**
 * For a part that sends requests: how to send one, and why its last one was refused.
 * The refusal goes when what the part shows, `about`, has changed.
 */
export function useRequest(
  about: unknown = null,
): readonly [send: (request: ActionRequest) => void, refusal: string | undefined] {
  const { send, refusals } = useContext(RequestsContext);
  const [sent, setSent] = useState({ number: 0, about: "" });
  const shown = JSON.stringify(about);
  return [
    (request) => setSent({ number: send(request), about: shown }),
    sent.about === shown ? refusals.value.get(sent.number) : undefined,
  ];
}
