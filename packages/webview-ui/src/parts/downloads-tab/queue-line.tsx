import type { DashboardView } from "@paddock/core/views";
import { StageIcon } from "../download/stage-icon.tsx";

type Props = {
  readonly line: NonNullable<DashboardView["downloadsTab"]["queueLine"]>;
  readonly goThere: () => void;
};

/** Tells of the queue where it is below all that can be had. */
export const QueueLine = ({ line: { text, first, stage }, goThere }: Props) => (
  <p class="queue-line">
    <StageIcon stage={stage} />
    <button class="link" onClick={goThere}>
      {text}
    </button>
    <small class="cut">{first}</small>
  </p>
);
