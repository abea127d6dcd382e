import { clockScheduler, type Clock, type Logger } from "@paddock/core";
import { firstValueFrom, from, race, timer } from "rxjs";

/** A message that is shown when its turn comes. */
export type Turn = {
  /** Whether it is still to be shown. */
  readonly begin: () => Promise<boolean>;
  /** Shows it; resolves when it is closed, which may never happen. */
  readonly show: () => Promise<void>;
  /** Whether what it says is no longer so. */
  readonly isOver: () => boolean;
};

/** How messages are timed, and taken off the screen. */
export type TurnsOptions = {
  /** Takes all messages off the screen, also those of others; VS Code keeps them in the notification center. */
  readonly hide: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
};

/**
 * How long a message that is not closed keeps the next one waiting. By then VS Code has taken it off the screen, unless
 * it is an error with buttons.
 */
const VISIBLE_MS = 15_000;

/**
 * Shows one message at a time. `takeNext` removes the next one from those that wait. Call the returned function when one
 * has been added, or when one that is shown may be over.
 */
export function createTurns(
  takeNext: () => Turn | undefined,
  { hide, clock, logger }: TurnsOptions,
): () => void {
  /** The message that keeps the others waiting. */
  let current: Turn | undefined;
  /** Those that may still be on the screen. */
  const unanswered = new Set<Turn>();

  const warn = (error: unknown): void => logger.warn(`a message could not be shown: ${String(error)}`);

  async function untilAnswered(turn: Turn): Promise<void> {
    unanswered.add(turn);
    try {
      await turn.show();
    } catch (error) {
      warn(error);
    } finally {
      unanswered.delete(turn);
    }
  }

  async function take(turn: Turn): Promise<void> {
    try {
      if (!(await turn.begin())) return;
      const answered = from(untilAnswered(turn));
      await firstValueFrom(race(answered, timer(VISIBLE_MS, clockScheduler(clock))));
    } catch (error) {
      warn(error);
    } finally {
      if (current === turn) {
        current = undefined;
        next();
      }
    }
  }

  function next(): void {
    if (current) return;
    current = takeNext();
    if (current) void take(current);
  }

  function hideIfOver(): void {
    if (![...unanswered].some(({ isOver }) => isOver())) return;
    hide();
    if (current && unanswered.has(current)) current = undefined;
    unanswered.clear();
  }

  return () => {
    hideIfOver();
    next();
  };
}
