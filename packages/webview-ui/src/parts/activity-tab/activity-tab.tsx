import type { ActivityView, DashboardView } from "@paddock/core/views";
import { MemoryNow } from "./memory-now.tsx";
import { MemoryOverTime } from "./memory-over-time.tsx";
import { RequestList } from "./request-list.tsx";
import { RequestRate } from "./request-rate.tsx";
import "./activity-tab.css";

type Props = { readonly activity: ActivityView; readonly words: DashboardView["words"] };

/** Who asks Ollama for what, and what holds the memory. */
export function ActivityTab({ activity, words }: Props) {
  return (
    <div class="activity-tab">
      <div class="charts">
        <RequestRate words={activity.words} requests={activity.requests} />
        <MemoryNow memory={activity.memory} />
        <MemoryOverTime overTime={activity.overTime} />
      </div>
      <RequestList activity={activity} copyWords={words} />
    </div>
  );
}
