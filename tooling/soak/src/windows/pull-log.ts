import type { AnsweredRequest } from "@paddock/test-fixtures";

/** The pull requests that an Ollama received, with their times. */
export interface PullLog {
  note(request: AnsweredRequest): void;
  /** Models that were pulled twice at the same time. */
  doubled(): readonly string[];
  readonly count: number;
}

type Pull = { readonly model: string; readonly fromMs: number; readonly toMs: number };

export function openPullLog(now: () => number = Date.now): PullLog {
  const pulls: Pull[] = [];
  return {
    note({ path, body, tookMs }) {
      if (path !== "/api/pull") return;
      const sent = new Map(typeof body === "object" && body !== null ? Object.entries(body) : []);
      const model = JSON.stringify(sent.get("model"));
      const toMs = now();
      pulls.push({ model, fromMs: toMs - tookMs, toMs });
    },
    doubled() {
      const inOrder = pulls.toSorted((a, b) => a.fromMs - b.fromMs);
      return inOrder
        .filter((pull, index) =>
          inOrder.slice(0, index).some(({ model, toMs }) => model === pull.model && toMs > pull.fromMs),
        )
        .map(({ model }) => model);
    },
    get count() {
      return pulls.length;
    },
  };
}
