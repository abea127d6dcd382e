import assert from "node:assert/strict";
import { toFailure } from "../../shared/failure.ts";
import type { ServiceProbe } from "../../service/probe.port.ts";
import type { Contract } from "./contract.ts";
import { until } from "./until.ts";

/** A probe, and what is at the other end. At first there is nobody. */
export type ProbeWorld = {
  readonly probe: ServiceProbe;
  /** Somebody listens at the port, and holds every connection. */
  appear(): Promise<void>;
  /** Nobody listens any more, and every connection ends. */
  die(): Promise<void>;
  /** Every connection ends, though somebody still listens. */
  dropConnections(): void;
  /** From now on every connection is taken only to be closed, as by a tunnel without its other end. */
  closeAtOnce(): Promise<void>;
  /** How many connections there are, as the other end counts them. */
  held(): number;
};

/** What `ServiceProbe` promises. */
export const serviceProbeContract: Contract<ProbeWorld> = [
  {
    name: "says that nobody listens",
    async keep({ probe }) {
      const holding = hold(probe);
      await until(() => holding.isOver(), "it fails");
      assert.deepEqual(holding.said, [{ kind: "unreachable", cause: "refused" }]);
    },
  },
  {
    name: "connects when somebody wants to know, and not before",
    async keep({ probe, appear, held }) {
      await appear();
      const hold$ = probe.hold();
      assert.equal(held(), 0);
      const holdings = [hold$, hold$].map((one$) => hold({ hold: () => one$ }));
      await until(() => held() === 2, "each has a connection of its own");
      for (const { said, release } of holdings) {
        assert.deepEqual(said, ["open"]);
        release();
      }
    },
  },
  {
    name: "lets go of the connection when nobody wants to know any more",
    async keep({ probe, appear, held }) {
      await appear();
      const holding = hold(probe);
      await until(() => holding.said.includes("open") && held() === 1, "it is connected");
      holding.release();
      await until(() => held() === 0, "the other end sees it");
      assert.deepEqual(holding.said, ["open"]);
    },
  },
  {
    name: "sees the other end die",
    async keep({ probe, appear, die, held }) {
      await appear();
      const holding = hold(probe);
      await until(() => held() === 1, "it is connected");
      assert.equal(holding.isOver(), false);
      await die();
      await until(() => holding.isOver(), "it completes");
      assert.deepEqual(holding.said, ["open", "completed"]);
    },
  },
  {
    name: "takes a connection that is closed for no more than that: the next one can be opened",
    async keep({ probe, appear, dropConnections, held }) {
      await appear();
      const first = hold(probe);
      await until(() => held() === 1, "it is connected");
      dropConnections();
      await until(() => first.isOver(), "it completes");
      const second = hold(probe);
      await until(() => second.said.includes("open"), "it is connected again");
      second.release();
    },
  },
  {
    name: "says of a port that takes connections only to close them that it was open",
    async keep({ probe, appear, closeAtOnce }) {
      await appear();
      await closeAtOnce();
      const holding = hold(probe);
      await until(() => holding.isOver(), "it completes");
      assert.deepEqual(holding.said, ["open", "completed"]);
    },
  },
  {
    name: "finds whoever comes back to the same port",
    async keep({ probe, appear, die }) {
      await appear();
      await die();
      const before = hold(probe);
      await until(() => before.isOver(), "it fails");
      await appear();
      const after = hold(probe);
      await until(() => after.said.includes("open"), "it is connected");
      after.release();
    },
  },
];

type Holding = {
  /** All that was said, an end and a failure included. */
  readonly said: readonly unknown[];
  isOver(): boolean;
  release(): void;
};

function hold(probe: ServiceProbe): Holding {
  const said: unknown[] = [];
  const holding = probe.hold().subscribe({
    next: (open) => said.push(open),
    error: (error: unknown) => said.push(toFailure(error)),
    complete: () => said.push("completed"),
  });
  return { said, isOver: () => holding.closed, release: () => holding.unsubscribe() };
}
