import type { Observable, Subscription } from "rxjs";
import { PROTOCOL, type HostEnd } from "./messages.ts";
import { diff, type Json } from "./patch.ts";

/** Does what a page requests; resolves with why not, in words, or nothing where it is done or under way. */
export type Perform<Request> = (request: Request) => Promise<string | undefined>;

/**
 * The host's half: one page follows one stream of views, first whole, then by numbered patches. A page that was hidden,
 * slow or reloaded says so and gets the whole again. Unsubscribe when the page is gone.
 */
export function serve<View extends Json, Request>(
  view$: Observable<View>,
  perform: Perform<Request>,
  page: HostEnd<View, Request>,
): Subscription {
  let view: View | undefined;
  let number = 0;
  let isListening = false;

  const sendWhole = (): void => {
    isListening = true;
    if (view !== undefined) page.send({ type: "snapshot", number: ++number, view });
  };

  const following = view$.subscribe((next) => {
    const before = view;
    view = next;
    if (!isListening) return;
    if (before === undefined) return sendWhole();
    const patch = diff(before, next);
    if (patch.length > 0) page.send({ type: "patch", after: number, number: ++number, patch });
  });

  async function answer(asked: number, request: Request): Promise<void> {
    const reason = await perform(request).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (reason !== undefined) page.send({ type: "refused", number: asked, reason });
  }

  following.add(
    page.receive((message) => {
      switch (message.type) {
        case "hello":
          return message.protocol === PROTOCOL ? sendWhole() : page.send({ type: "outdated" });
        case "lost-track":
          return sendWhole();
        case "request":
          return void answer(message.number, message.request);
      }
    }),
  );
  return following;
}
