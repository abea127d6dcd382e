import fc from "fast-check";
import { BehaviorSubject } from "rxjs";
import { describe, expect, it } from "vitest";
import {
  follow,
  PROTOCOL,
  serve,
  type Channel,
  type FromPage,
  type HostEnd,
  type Json,
  type PageEnd,
  type ToPage,
} from "./index.ts";

type View = { readonly [key: string]: Json };
type Request = { readonly type: "ping" };

/** Two connected ends; while the gate is closed, messages of the host are lost. */
function wire() {
  const toHost = new Set<(message: FromPage<Request>) => void>();
  const toPage = new Set<(message: ToPage<View>) => void>();
  const gate = { isOpen: true };
  const sent: FromPage<Request>["type"][] = [];
  const listenIn =
    <Message>(listeners: Set<(message: Message) => void>): Channel<Message, never>["receive"] =>
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
  const host: HostEnd<View, Request> = {
    send: (message) => gate.isOpen && toPage.forEach((listener) => listener(structuredClone(message))),
    receive: listenIn(toHost),
  };
  const page: PageEnd<View, Request> = {
    send(message) {
      sent.push(message.type);
      toHost.forEach((listener) => listener(structuredClone(message)));
    },
    receive: listenIn(toPage),
  };
  return { host, page, gate, sent };
}

function open(perform: (request: Request) => Promise<string | undefined> = async () => undefined) {
  const ends = wire();
  const view$ = new BehaviorSubject<View>({ count: 0 });
  const serving = serve(view$, perform, ends.host);
  const shown: View[] = [];
  const refused: [number, string][] = [];
  const outdated: true[] = [];
  const stop = follow<View, Request>(ends.page, {
    show: (view) => shown.push(view),
    refused: (number, reason) => refused.push([number, reason]),
    outdated: () => outdated.push(true),
  });
  return { ...ends, view$, serving, shown, refused, outdated, stop };
}

describe("a page", () => {
  it("receives the error of a request that threw", async () => {
    const { page, refused } = open(async () => {
      throw new Error("the clipboard is not there");
    });
    page.send({ type: "request", number: 7, request: { type: "ping" } });
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(refused).toEqual([[7, "the clipboard is not there"]]);
  });

  it("receives the whole view first, and then the changes", () => {
    const { view$, shown } = open();
    view$.next({ count: 1 });
    expect(shown).toEqual([{ count: 0 }, { count: 1 }]);
  });

  it("recovers after a lost message", () => {
    const { view$, shown, gate, sent } = open();
    gate.isOpen = false;
    view$.next({ count: 1, other: "x" });
    gate.isOpen = true;
    view$.next({ count: 2, other: "x" });
    expect(shown.at(-1)).toEqual({ count: 2, other: "x" });
    expect(sent).toEqual(["hello", "lost-track"]);
  });

  it("shows the latest view in the end, for any lost messages", () => {
    const value = fc.dictionary(
      fc.constantFrom("a", "b", "c"),
      fc.oneof(fc.nat(3), fc.dictionary(fc.constantFrom("x", "y"), fc.nat(3))),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.boolean()), { maxLength: 20 }), value, (steps, last) => {
        const { view$, shown, gate } = open();
        for (const [view, arrives] of steps) {
          gate.isOpen = arrives;
          view$.next(view);
        }
        gate.isOpen = true;
        view$.next({ ...last, end: "one" });
        view$.next({ ...last, end: "two" });
        expect(shown.at(-1)).toEqual({ ...last, end: "two" });
      }),
      { numRuns: 2_000 },
    );
  });

  it("receives the reason why a request was refused", async () => {
    const { page, refused } = open(async () => "Ollama is not running. Start it first.");
    page.send({ type: "request", number: 7, request: { type: "ping" } });
    await Promise.resolve();
    await Promise.resolve();
    expect(refused).toEqual([[7, "Ollama is not running. Start it first."]]);
  });

  it("with another protocol version is only told that it is outdated", () => {
    const { page, outdated, shown } = open();
    page.send({ type: "hello", protocol: PROTOCOL + 1 });
    expect(outdated).toEqual([true]);
    expect(shown).toHaveLength(1);
  });

  it("receives nothing more after it was closed", () => {
    const { view$, serving, shown } = open();
    serving.unsubscribe();
    view$.next({ count: 5 });
    expect(shown).toHaveLength(1);
  });
});
