import type { Observable, Subscription } from "rxjs";
import { errorText } from "../shared/error-text.ts";
import { PROTOCOL, type HostEnd } from "./messages.ts";
import { diff, type Json } from "./patch.ts";

/** Carries out a request of a page. Resolves with a sentence if it was refused, else with `undefined`. */
export type Perform<Request> = (request: Request) => Promise<string | undefined>;

/**
 * The host's end: sends one page a snapshot of the view, then numbered patches. A page that has missed a patch or was
 * reloaded gets a new snapshot. Unsubscribe when the page is closed.
 */
export function serve<View extends Json, Request>(
  view$: Observable<View>,
  perform: Perform<Request>,
  page: HostEnd<View, Request>,
): Subscription {
  let view: View | undefined;
  let number = 0;
  let isListening = false;

  const sendSnapshot = (): void => {
    isListening = true;
    if (view !== undefined) page.send({ type: "snapshot", number: ++number, view });
  };

  const following = view$.subscribe((next) => {
    const before = view;
    view = next;
    if (!isListening) return;
    if (before === undefined) return sendSnapshot();
    const patch = diff(before, next);
    if (patch.length > 0) page.send({ type: "patch", after: number, number: ++number, patch });
  });

  async function answer(requestNumber: number, request: Request): Promise<void> {
    const reason = await perform(request).catch(errorText);
    if (reason !== undefined) page.send({ type: "refused", number: requestNumber, reason });
  }

  following.add(
    page.receive((message) => {
      switch (message.type) {
        case "hello":
          return message.protocol === PROTOCOL ? sendSnapshot() : page.send({ type: "outdated" });
        case "lost-track":
          return sendSnapshot();
        case "request":
          return void answer(message.number, message.request);
        case "showing":
          return; // for who listens to the same page
      }
    }),
  );
  return following;
}
