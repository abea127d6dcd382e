import { hostFacts } from "../app/state.ts";
import { host } from "../testing/events.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openWithFakes } from "../testing/index.ts";

type Opened = Awaited<ReturnType<typeof openWithFakes>>;

/** What may happen to a service: commands, changes from outside, and time. */
const STEPS: Readonly<Record<string, (opened: Opened) => unknown>> = {
  start: ({ app }) => app.dispatch({ type: "service.start", host }),
  stop: ({ app }) => app.dispatch({ type: "service.stop", host }),
  restart: ({ app }) => app.dispatch({ type: "service.restart", host }),
  test: ({ app }) => app.dispatch({ type: "service.test", host }),
  appear: ({ ollama }) => ollama.appear(),
  die: ({ ollama, owner }) => (owner.own ? owner.exit({ signal: "SIGKILL" }) : ollama.die()),
  "lose a connection": ({ ollama }) => ollama.dropConnections(),
  "our process exits": ({ owner }) => owner.own && owner.exit({ code: 2 }),
  hang: ({ ollama }) => (ollama.failure = "hang"),
  recover: ({ ollama }) => ollama.release(),
  "refuse all requests": ({ ollama }) => (ollama.failure = { kind: "forbidden", status: 403 }),
  "be another program": ({ ollama }) => (ollama.failure = { kind: "not-http" }),
  "refuse to be stopped": ({ owner }) =>
    (owner.stopFailure = owner.stopFailure ? undefined : { kind: "stop-timed-out", afterMs: 1 }),
  "drop connections at once": ({ ollama }) => (ollama.closesAtOnce = true),
  uninstall: ({ owner }) => (owner.isThere = !owner.isThere),
  look: ({ looking$ }) => looking$.next(true),
  "look away": ({ looking$ }) => looking$.next(false),
  "wait a little": ({ clock }) => clock.pass(100),
  "wait long": ({ clock }) => clock.pass(12_000),
};

describe("a service after any sequence of steps", () => {
  it(
    "is shown as it is in the end, and only a process of ours was ever stopped",
    { timeout: 60_000 },
    async () => {
      const steps = fc.array(fc.constantFrom(...Object.keys(STEPS)), { minLength: 1, maxLength: 25 });
      await fc.assert(
        fc.asyncProperty(steps, async (names) => {
          const opened = await openWithFakes();
          const { ollama, owner, clock, looking$, state, app } = opened;
          const spawned = new Set<number>();
          app.recorded$.subscribe(({ event }) => {
            if (event.type === "service.spawned") spawned.add(event.process.pid);
          });
          for (const name of names) await STEPS[name]?.(opened);

          // Ollama behaves normally again, and a window is looked at for long enough.
          ollama.release();
          ollama.closesAtOnce = false;
          ollama.dropConnections();
          looking$.next(true);
          await clock.pass(150_000);
          const { situation, owner: known } = hostFacts(state()).service;
          if (ollama.isListening)
            expect([situation.kind, known.kind]).toEqual([
              "running",
              owner.own ? "paddock" : "another-program",
            ]);
          else expect(["stopped", "failed", "not-installed"]).toContain(situation.kind);
          expect(owner.stopped.every(({ pid }) => spawned.has(pid))).toBe(true);
          app.close();
          expect(ollama.held).toBe(0);
        }),
        { numRuns: 120 },
      );
    },
  );
});
