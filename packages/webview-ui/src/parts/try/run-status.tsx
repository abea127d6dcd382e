import type { TryView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { Dot } from "../dot/dot.tsx";

/** What a run waits for, or how it has ended; the seconds are not read out. */
export const RunStatus = ({ run }: { readonly run: TryView["run"] }) => (
  <>
    <small class={run?.remedy ? "status failed" : "status"}>
      {run && <Dot tone={run.status.tone} />}
      <span role="status" title={run?.status.text}>
        {run?.status.text}
      </span>
      <span class="since">{run?.status.since}</span>
    </small>
    {run?.remedy && <ActionButton action={run.remedy} />}
  </>
);
