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

/** Two ends, and a gate that loses what the host says while it is shut. */
function wire() {
  const toHost = new Set<(message: FromPage<Request>) => void>();
  const toPage = new Set<(message: ToPage<View>) => void>();
  const gate = { isOpen: true };
  const said: FromPage<Request>["type"][] = [];
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
      said.push(message.type);
      toHost.forEach((listener) => listener(structuredClone(message)));
    },
    receive: listenIn(toPage),
  };
  return { host, page, gate, said };
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
  it("hears that what it asked for went wrong", async () => {
    const { page, refused } = open(async () => {
      throw new Error("the clipboard is not there");
    });
    page.send({ type: "request", number: 7, request: { type: "ping" } });
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(refused).toEqual([[7, "the clipboard is not there"]]);
  });

  it("is told the whole first, and then what changed", () => {
    const { view$, shown } = open();
    view$.next({ count: 1 });
    expect(shown).toEqual([{ count: 0 }, { count: 1 }]);
  });

  it("finds its way back after a lost message", () => {
    const { view$, shown, gate, said } = open();
    gate.isOpen = false;
    view$.next({ count: 1, other: "x" });
    gate.isOpen = true;
    view$.next({ count: 2, other: "x" });
    expect(shown.at(-1)).toEqual({ count: 2, other: "x" });
    expect(said).toEqual(["hello", "lost-track"]);
  });

  it("shows what is so in the end, whatever was lost on the way", () => {
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

  it("hears why what it asked for came to nothing", async () => {
    const { page, refused } = open(async () => "Ollama is not running. Start it first.");
    page.send({ type: "request", number: 7, request: { type: "ping" } });
    await Promise.resolve();
    await Promise.resolve();
    expect(refused).toEqual([[7, "Ollama is not running. Start it first."]]);
  });

  it("of another version is told so, and nothing else", () => {
    const { page, outdated, shown } = open();
    page.send({ type: "hello", protocol: PROTOCOL + 1 });
    expect(outdated).toEqual([true]);
    expect(shown).toHaveLength(1);
  });

  it("that is gone is sent nothing more", () => {
    const { view$, serving, shown } = open();
    serving.unsubscribe();
    view$.next({ count: 5 });
    expect(shown).toHaveLength(1);
  });
});
