import type { PersistedState } from "../src/persisted-state.ts";

let current: ReturnType<PersistedState["get"]> = Object.fromEntries(
  Object.keys(sessionStorage).map((key) => [key, sessionStorage.getItem(key)]),
);

/** The state of the page. Its texts outlive a reload of the browser, as in VS Code all of it does. */
export const stateOfTab: PersistedState = {
  get: () => current,
  set(state) {
    current = state;
    for (const [key, value] of Object.entries(state))
      if (typeof value === "string") sessionStorage.setItem(key, value);
  },
};
