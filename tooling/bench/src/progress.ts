import { pullChangesASecond, pullCosts } from "@paddock/core/pull-costs";
import type { Group } from "./benchmark.ts";

const RUNS = 9;
const SECONDS = 3;

/** What the progress of a download costs. */
export const progress: Group = {
  name: "progress",
  benchmarks: [
    {
      name: "pull-cpu",
      what: "CPU time of 100,000 progress lines, beside JSON.parse alone",
      unit: "×",
      budget: 1,
    },
    { name: "pull-changes", what: "state changes a second of one download", unit: "/s", budget: 10 },
  ],
  async measure(wanted) {
    return {
      "pull-cpu": wanted.has("pull-cpu") ? await pullCosts(RUNS) : [],
      "pull-changes": wanted.has("pull-changes") ? [await pullChangesASecond(SECONDS)] : [],
    };
  },
};
