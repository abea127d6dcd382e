import { host } from "../events.ts";
import assert from "node:assert/strict";
import { firstValueFrom } from "rxjs";
import { evolve } from "../../app/evolve.ts";
import { initialState } from "../../app/state.ts";
import type { AppEvent, Recorded } from "../../app/events.ts";
import { parseDownloadId } from "../../downloads/download-id.ts";
import { parseModelName } from "../../models/model-name.ts";
import { parseWindowId } from "../../windows/window-id.ts";
import type { EventStore } from "../../history/event-store.port.ts";
import type { Contract } from "./contract.ts";

/** `begin` creates a history; each call of `open` opens it for one window. */
type StoreWorld = { readonly begin: () => { open(): EventStore; end(): void } };

/** What every `EventStore` promises. */
export const eventStoreContract: Contract<StoreWorld> = [
  promise("loads what was recorded, in order, when it is opened again", (open) => {
    const store = open();
    const recorded = recordAll(store, [starting, progressed(1), stopped, progressed(2)]);
    assert.deepEqual(open().load().recorded, [recorded[0], recorded[2], recorded[3]]);
  }),
  promise(
    "numbers the events of two windows in one order, and passes to each what the other recorded",
    (open) => {
      const [one, other] = [open(), open()];
      const [first] = recordAll(one, [starting]);
      let received: readonly Recorded[] = [];
      const isWritten = other.write(0, (others, nextSeq) => {
        received = others;
        return [recordedAt(nextSeq, stopped)];
      });
      assert.equal(isWritten, true);
      assert.deepEqual(received, [first]);
      assert.deepEqual(
        one.after(first?.seq ?? 0).map(({ seq, event }) => [seq, event]),
        [[(first?.seq ?? 0) + 1, stopped]],
      );
    },
  ),
  promise("keeps only the last reading of each key, at its own position", (open) => {
    const store = open();
    recordAll(store, [progressed(1), attended("w1"), progressed(2), starting]);
    const { recorded } = store.load();
    assert.deepEqual(
      recorded.map(({ event }) => event),
      [attended("w1"), progressed(2), starting],
    );
    assert.deepEqual(
      store.readings(),
      recorded.slice(0, 2).map((one, index) => ({ key: ["window w1", "progress d1"][index], recorded: one })),
    );
  }),
  promise("notifies the other windows, but not the one that recorded", async (open) => {
    const [one, other] = [open(), open()];
    const own: unknown[] = [];
    const subscription = one.changed$.subscribe((change) => own.push(change));
    const notified = firstValueFrom(other.changed$);
    recordAll(one, [starting]);
    assert.equal(await notified, "recorded");
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(own, []);
    subscription.unsubscribe();
  }),
  promise("pages through facts in both directions", (open) => {
    const store = open();
    const facts = recordAll(store, [starting, stopped, starting, stopped]);
    recordAll(store, [progressed(1)]);
    assert.deepEqual(store.factsBefore(Number.MAX_SAFE_INTEGER, 3), facts.slice(1));
    assert.deepEqual(store.factsBefore(facts[2]?.seq ?? 0, 10), facts.slice(0, 2));
    assert.deepEqual(store.factsAfter(facts[0]?.seq ?? 0, 2), facts.slice(1, 3));
  }),
  promise("loads the newest snapshot and what was recorded after it", (open) => {
    const store = open();
    const before = recordAll(store, [requested, starting]);
    const { facts } = before.reduce(evolve, initialState);
    store.keepSnapshot({ seq: before.at(-1)?.seq ?? 0, facts });
    const [later] = recordAll(store, [stopped]);
    const stored = open().load();
    assert.deepEqual(stored, { snapshot: { seq: before.at(-1)?.seq, facts }, recorded: [later] });
  }),
  promise("has the states that are saved", (open) => {
    const store = open();
    assert.deepEqual(store.snapshots(), []);
    const before = recordAll(store, [requested, starting]);
    const snapshot = { seq: before.at(-1)?.seq ?? 0, facts: before.reduce(evolve, initialState).facts };
    store.keepSnapshot(snapshot);
    assert.deepEqual(open().snapshots(), [snapshot]);
    assert.ok(store.bytes() >= 0);
  }),
  promise("forgets the given events and does not use their numbers again", (open) => {
    const store = open();
    const [first, second] = recordAll(store, [starting, stopped]);
    const [progress] = recordAll(store, [progressed(1)]);
    const [third] = recordAll(store, [attended("w1")]);
    store.forget([first?.seq ?? 0], [{ key: "progress d1", seq: progress?.seq ?? 0 }]);
    assert.deepEqual(open().load().recorded, [second, third]);
    store.forget([], [{ key: "window w1", seq: third?.seq ?? 0 }]);
    const [next] = recordAll(store, [starting]);
    assert.ok((next?.seq ?? 0) > (third?.seq ?? 0));
  }),
  promise("does not forget a reading that a newer one has replaced", (open) => {
    const store = open();
    const [before, after] = recordAll(store, [progressed(1), progressed(2)]);
    recordAll(store, [starting]);
    store.forget([], [{ key: "progress d1", seq: before?.seq ?? 0 }]);
    assert.deepEqual(open().load().recorded.at(0), after);
  }),
  promise("drops a snapshot if events after it are forgotten", (open) => {
    const store = open();
    const begun = recordAll(store, [requested]);
    store.keepSnapshot({ seq: begun[0]?.seq ?? 0, facts: begun.reduce(evolve, initialState).facts });
    const [ended, later] = recordAll(store, [completed, starting]);
    store.forget([begun[0]?.seq ?? 0, ended?.seq ?? 0], []);
    assert.deepEqual(open().load(), { recorded: [later] });
  }),
  promise("says up to which event its limits want it to forget", (open) => {
    const store = open();
    const [old] = recordAll(store, [starting], 1_000);
    recordAll(store, [stopped], 9_000);
    const bytes = Number.MAX_SAFE_INTEGER;
    assert.equal(store.forgetUpTo({ beforeMs: 500, bytes }), undefined);
    assert.equal(store.forgetUpTo({ beforeMs: 5_000, bytes }), old?.seq);
  }),
  promise("goes on from a state that is restored, with its numbers", (open) => {
    const store = open();
    const { facts } = evolve(initialState, recordedAt(40, requested));
    const reading = recordedAt(39, attended("w1"));
    assert.equal(store.restore({ seq: 40, facts }, [reading]), true);
    const [next] = recordAll(store, [stopped]);
    assert.equal(next?.seq, 41);
    assert.deepEqual(open().load(), { snapshot: { seq: 40, facts }, recorded: [reading, next] });
  }),
  promise("records nothing if the callback throws", (open) => {
    const store = open();
    assert.throws(() =>
      store.write(0, () => {
        throw new Error("a bug");
      }),
    );
    assert.deepEqual(store.load().recorded, []);
    recordAll(store, [starting]);
    assert.equal(store.load().recorded.length, 1);
  }),
];

function promise(
  name: string,
  keep: (open: () => EventStore) => void | Promise<void>,
): Contract<StoreWorld>[number] {
  return {
    name,
    async keep({ begin }) {
      const history = begin();
      const opened: EventStore[] = [];
      const open = (): EventStore => {
        const store = history.open();
        opened.push(store);
        return store;
      };
      try {
        await keep(open);
      } finally {
        for (const store of opened) store.close();
        history.end();
      }
    },
  };
}

const starting: AppEvent = { type: "service.start-requested", host };
const stopped: AppEvent = { type: "service.stopped", host };
const id = parseDownloadId("d1")!;
const requested: AppEvent = {
  type: "download.requested",
  host,
  id,
  model: parseModelName("pony")!,
};

const completed: AppEvent = { type: "download.completed", host, id };

const progressed = (doneBytes: number): AppEvent => ({
  type: "download.progressed",
  host,
  id,
  progress: { step: "pulling", doneBytes },
});

const attended = (window: string): AppEvent => ({
  type: "window.attended",
  window: parseWindowId(window)!,
  attention: "looking",
});

const recordedAt = (seq: number, event: AppEvent, atMs = 5_000): Recorded => ({ seq, atMs, event });

function recordAll(store: EventStore, events: readonly AppEvent[], atMs?: number): readonly Recorded[] {
  let recorded: readonly Recorded[] = [];
  const isWritten = store.write(Number.MAX_SAFE_INTEGER, (_others, nextSeq) => {
    recorded = events.map((event, index) => recordedAt(nextSeq + index, event, atMs));
    return recorded;
  });
  assert.equal(isWritten, true);
  return recorded;
}
