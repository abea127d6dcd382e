import { describe, expect, it, vi } from "vitest";
import { deferredApi } from "../src/activation/deferred-api.ts";
import type { OpenWindow } from "../src/main.ts";

vi.mock("vscode", () => ({
  Disposable: class {
    readonly dispose: () => void;
    constructor(dispose: () => void) {
      this.dispose = dispose;
    }
  },
  EventEmitter: class {
    readonly #listeners = new Set<(value: unknown) => void>();
    event = (listener: (value: unknown) => void) => {
      this.#listeners.add(listener);
      return { dispose: () => this.#listeners.delete(listener) };
    };
    fire = (value: unknown) => this.#listeners.forEach((listener) => listener(value));
    dispose = () => this.#listeners.clear();
  },
}));

describe("the API for other extensions", () => {
  it("computes the state only while one of them listens", async () => {
    let followers = 0;
    const window: Partial<OpenWindow> = {
      onDidChangeState() {
        followers++;
        return { dispose: () => followers-- };
      },
    };
    const api = deferredApi(Promise.resolve(window as OpenWindow));
    await Promise.resolve();
    expect(followers).toBe(0);
    for (let times = 0; times < 2; times++) {
      const listeners = [api.onDidChangeState(() => {}), api.onDidChangeState(() => {})];
      expect(followers).toBe(1);
      for (const listener of listeners) listener.dispose();
      expect(followers).toBe(0);
    }
    api.dispose();
  });
});
