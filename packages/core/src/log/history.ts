import type { AppState, Recorded } from "../domain/domain.ts";

/** The last events, for whoever wants to see how things came about. */
export interface History {
  readonly recent: readonly Recorded[];
  push(recorded: Recorded, after: AppState): void;
}

const MOST = 500;

export function createHistory(): History {
  let recent: readonly Recorded[] = [];
  return {
    get recent() {
      return recent;
    },
    push(recorded, after) {
      recent = [...recent.slice(-(MOST - 1)), sharing(recorded, after)];
    },
  };
}

/** A list of thousands of models is kept once, not once for each time it was read. */
function sharing(recorded: Recorded, { readings }: AppState): Recorded {
  const { event } = recorded;
  if (event.type !== "models.listed") return recorded;
  return {
    ...recorded,
    event: { ...event, models: readings.models.lists[event.origin]?.models ?? event.models },
  };
}
