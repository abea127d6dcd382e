import assert from "node:assert/strict";
import type { ServiceLog } from "../../service-log/service-log.port.ts";
import { PortError } from "../../shared/failure.ts";
import type { Contract } from "./contract.ts";
import { until } from "./until.ts";

/** A service that logs, and its log. */
export type ServiceLogWorld = {
  readonly log: ServiceLog;
  /** The service starts, with a log of its own, or with its first line (recording `log-first-start`). */
  start(): Promise<void>;
  /** It writes these lines. */
  write(...lines: readonly string[]): Promise<void>;
  /** Whether there is no log before the first start; absent: only its owner knows. */
  readonly isNewWithStart?: boolean;
  /** From now on the log cannot be read; absent: this world cannot do that. */
  deny?(): Promise<void>;
};

/** What every `ServiceLog` promises. */
export const serviceLogContract: Contract<ServiceLogWorld> = [
  {
    name: "emits the lines since the last start, and then each new one",
    async keep({ log, start, write }) {
      await start();
      await write("one", "two");
      const { lines, stop } = follow(log);
      await untilLines(lines, "one", "two");
      await write("three");
      await untilLines(lines, "one", "two", "three");
      stop();
    },
  },
  {
    name: "emits no line of an earlier start, and goes on with the next one",
    async keep({ log, start, write }) {
      await start();
      await write("of the first start");
      await start();
      await write("of the second");
      const { lines, stop } = follow(log);
      await untilLines(lines, "of the second");
      await start();
      await write("of the third");
      await untilLines(lines, "of the second", "of the third");
      stop();
    },
  },
  {
    name: "waits for a log that does not exist yet",
    unless: ({ isNewWithStart }) => (isNewWithStart === true ? undefined : "only its owner knows"),
    async keep({ log, start, write }) {
      assert.equal(await log.exists(), false);
      const { lines, stop } = follow(log);
      await start();
      await write("one");
      await untilLines(lines, "one");
      assert.equal(await log.exists(), true);
      stop();
    },
  },
  {
    name: "is the same for each that follows it, and ends with them",
    async keep({ log, start, write }) {
      await start();
      await write("one");
      const [first, second] = [follow(log), follow(log)];
      await untilLines(first.lines, "one");
      await untilLines(second.lines, "one");
      first.stop();
      await write("two");
      await untilLines(second.lines, "one", "two");
      assert.deepEqual(first.lines, ["one"]);
      second.stop();
    },
  },
  {
    name: "says why it cannot be read",
    unless: ({ deny }) => (deny ? undefined : "it can always be read here"),
    async keep({ log, start, write, deny }) {
      await start();
      await write("one");
      await deny?.();
      const { failure } = follow(log);
      assert.ok(failure);
      const error = await failure;
      assert.ok(error instanceof PortError, `a PortError, not ${String(error)}`);
      assert.equal(error.failure.kind, "log-unreadable");
    },
  },
];

function follow(log: ServiceLog): {
  readonly lines: readonly string[];
  readonly failure: Promise<unknown>;
  stop(): void;
} {
  const lines: string[] = [];
  const { promise: failure, resolve } = Promise.withResolvers<unknown>();
  const following = log.follow().subscribe({
    next: (line) => void (line.includes("server config") || lines.push(line)),
    error: resolve,
  });
  return { lines, failure, stop: () => following.unsubscribe() };
}

const untilLines = (lines: readonly string[], ...expected: readonly string[]): Promise<void> =>
  until(
    () => JSON.stringify(lines) === JSON.stringify(expected),
    `the lines are ${expected.join(", ")}, not ${lines.join(", ")}`,
  );
