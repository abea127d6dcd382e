import { PROTOCOL, type PageEnd } from "./messages.ts";
import { apply, type Json } from "./patch.ts";

/** What a page does with the messages of the host. */
type Follower<View> = {
  readonly show: (view: View) => void;
  readonly refused: (number: number, reason: string) => void;
  /** The host is newer or older than this page. */
  readonly outdated: () => void;
};

/** The page's end: shows each new view, and requests a snapshot when it has missed a patch. Returns how to stop. */
export function follow<View extends Json, Request>(
  host: PageEnd<View, Request>,
  follower: Follower<View>,
): () => void {
  let view: View | undefined;
  let number = 0;

  const stop = host.receive((message) => {
    switch (message.type) {
      case "snapshot":
        number = message.number;
        view = message.view;
        return follower.show(view);
      case "patch":
        if (view === undefined || message.after !== number) return host.send({ type: "lost-track" });
        number = message.number;
        view = apply(view, message.patch) as View; // the host patches only what it has sent
        return follower.show(view);
      case "refused":
        return follower.refused(message.number, message.reason);
      case "outdated":
        return follower.outdated();
    }
  });
  host.send({ type: "hello", protocol: PROTOCOL });
  return stop;
}
