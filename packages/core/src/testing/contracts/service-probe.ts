import assert from "node:assert/strict";
import { toFailure } from "../../shared/failure.ts";
import type { ServiceProbe } from "../../service/probe.port.ts";
import type { Contract } from "./contract.ts";
import { until } from "./until.ts";

/** A probe and the server that it connects to. At first nothing listens on the port. */
export type ProbeWorld = {
  readonly probe: ServiceProbe;
  /** A server listens on the port and keeps every connection open. */
  appear(): Promise<void>;
  /** The server stops listening and closes every connection. */
  die(): Promise<void>;
  /** The server closes every connection but still listens. */
  dropConnections(): void;
  /** From now on every connection is accepted and closed at once, as by a tunnel without a remote end. */
  closeAtOnce(): Promise<void>;
  /** The number of open connections, counted by the server. */
  held(): number;
};

/** What every `ServiceProbe` promises. */
export const serviceProbeContract: Contract<ProbeWorld> = [
  {
    name: "reports a refused connection",
    async keep({ probe }) {
      const holding = hold(probe);
      await until(() => holding.isClosed(), "it fails");
      assert.deepEqual(holding.emitted, [{ kind: "unreachable", cause: "refused" }]);
    },
  },
  {
    name: "connects when it is subscribed to, and not before",
    async keep({ probe, appear, held }) {
      await appear();
      const hold$ = probe.hold();
      assert.equal(held(), 0);
      const holdings = [hold$, hold$].map((one$) => hold({ hold: () => one$ }));
      await until(() => held() === 2, "each subscriber has its own connection");
      for (const { emitted, release } of holdings) {
        assert.deepEqual(emitted, ["open"]);
        release();
      }
    },
  },
  {
    name: "closes the connection when it is unsubscribed from",
    async keep({ probe, appear, held }) {
      await appear();
      const holding = hold(probe);
      await until(() => holding.emitted.includes("open") && held() === 1, "it is connected");
      holding.release();
      await until(() => held() === 0, "the server sees it");
      assert.deepEqual(holding.emitted, ["open"]);
    },
  },
  {
    name: "completes when the server closes the connection",
    async keep({ probe, appear, die, held }) {
      await appear();
      const holding = hold(probe);
      await until(() => held() === 1, "it is connected");
      assert.equal(holding.isClosed(), false);
      await die();
      await until(() => holding.isClosed(), "it completes");
      assert.deepEqual(holding.emitted, ["open", "completed"]);
    },
  },
  {
    name: "can connect again after a connection was closed",
    async keep({ probe, appear, dropConnections, held }) {
      await appear();
      const first = hold(probe);
      await until(() => held() === 1, "it is connected");
      dropConnections();
      await until(() => first.isClosed(), "it completes");
      const second = hold(probe);
      await until(() => second.emitted.includes("open"), "it is connected again");
      second.release();
    },
  },
  {
    name: "reports a port as open even if it closes every connection at once",
    async keep({ probe, appear, closeAtOnce }) {
      await appear();
      await closeAtOnce();
      const holding = hold(probe);
      await until(() => holding.isClosed(), "it completes");
      assert.deepEqual(holding.emitted, ["open", "completed"]);
    },
  },
  {
    name: "finds a server that comes back on the same port",
    async keep({ probe, appear, die }) {
      await appear();
      await die();
      const before = hold(probe);
      await until(() => before.isClosed(), "it fails");
      await appear();
      const after = hold(probe);
      await until(() => after.emitted.includes("open"), "it is connected");
      after.release();
    },
  },
];

type HeldConnection = {
  /** Everything that the probe emitted, including completion and failure. */
  readonly emitted: readonly unknown[];
  isClosed(): boolean;
  release(): void;
};

function hold(probe: ServiceProbe): HeldConnection {
  const emitted: unknown[] = [];
  const holding = probe.hold().subscribe({
    next: (open) => emitted.push(open),
    error: (error: unknown) => emitted.push(toFailure(error)),
    complete: () => emitted.push("completed"),
  });
  return { emitted, isClosed: () => holding.closed, release: () => holding.unsubscribe() };
}
