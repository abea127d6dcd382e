import type { ActionRequest } from "@paddock/core/views";
import { signal, type ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";

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
 * For a part that sends requests: how to send one, and why its last one was refused. A refusal may come long after its
 * request, which VS Code may have asked about in a dialog; once what the part shows, `about`, changes, it is gone for good.
 */
export function useRequest(
  about: unknown = null,
): readonly [send: (request: ActionRequest) => void, refusal: string | undefined] {
  const { send, refusals } = useContext(RequestsContext);
  const [sent, setSent] = useState(NONE);
  const refusedAbout = useRef<string>(undefined);
  const reason = refusals.value.get(sent);
  const shown = reason === undefined ? undefined : JSON.stringify(about);
  if (shown !== undefined) refusedAbout.current ??= shown;
  const isOver = shown !== refusedAbout.current;
  useEffect(() => {
    if (isOver) setSent(NONE);
  }, [isOver]);
  return [
    (request) => {
      refusedAbout.current = undefined;
      setSent(send(request));
    },
    isOver ? undefined : reason,
  ];
}

/** The number of no request. */
const NONE = 0;
