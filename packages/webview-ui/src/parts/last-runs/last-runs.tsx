import type { TryView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { CourseChart } from "../course-chart/course-chart.tsx";
import { Fold } from "../fold/fold.tsx";
import { RunsTable } from "./runs-table.tsx";
import "./last-runs.css";

type Props = { readonly view: TryView["lastRuns"] };

/** How quick the last runs of a model were: drawn, and each with its figures. Its height is always the same. */
export function LastRuns({ view }: Props) {
  const { title, note, none, rows, summary, clear } = view;
  return (
    <section class="last-runs">
      <div class="head">
        <h3>{title}</h3>
        <small class="dim cut" title={note}>
          {note}
        </small>
        {clear && <ActionButton action={clear} kind="link" />}
      </div>
      {none ? <p class="none dim">{none}</p> : <CourseChart course={view} />}
      {rows.length === 0 ? (
        <Fold name="runs" title={summary} note="0" />
      ) : (
        <Fold name="runs" title={summary} note={String(rows.length)}>
          <RunsTable view={view} />
        </Fold>
      )}
    </section>
  );
}
