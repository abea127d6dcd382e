import type { DashboardView } from "@paddock/core/views";
import { StageIcon } from "../download/stage-icon.tsx";

type Props = {
  readonly line: DashboardView["downloadsTab"]["queueLine"];
  readonly goThere: () => void;
};

/** Tells of the queue where it is below all that can be had; also of an empty one, so that nothing moves when it fills. */
export const QueueLine = ({ line: { text, first }, goThere }: Props) =>
  first ? (
    <p class="queue-line">
      <StageIcon stage={first.stage} />
      <button class="link" onClick={goThere}>
        {text}
      </button>
      <small class="cut">{first.text}</small>
    </p>
  ) : (
    <p class="queue-line dim">{text}</p>
  );
