import type { Clock } from "../../src/index.ts";

/** A clock that only moves when a test lets time pass. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  readonly #timers = new Map<number, { atMs: number; run: () => void }>();
  #nextId = 1;

  now(): number {
    return this.#now;
  }

  setTimeout(run: () => void, ms: number): number {
    this.#timers.set(this.#nextId, { atMs: this.#now + ms, run });
    return this.#nextId++;
  }

  clearTimeout(timer: unknown): void {
    if (typeof timer === "number") this.#timers.delete(timer);
  }

  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets time pass until the next timer is due, if there is one. */
  passToNext(): void {
    const next = Math.min(...[...this.#timers.values()].map(({ atMs }) => atMs));
    if (Number.isFinite(next)) this.pass(Math.max(0, next - this.#now));
  }

  /** Lets time pass, and runs the timers that are due. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers]
        .filter(([, { atMs }]) => atMs <= end)
        .sort(([, a], [, b]) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      const [id, { atMs, run }] = due;
      this.#timers.delete(id);
      this.#now = atMs;
      run();
    }
    this.#now = end;
  }
}
