import type { ApiTabView, DashboardView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { CourseChart } from "../course-chart/course-chart.tsx";
import { Section } from "../section/section.tsx";
import { Addresses } from "./addresses.tsx";
import "./api-tab.css";
import { CallIt } from "./call-it.tsx";
import { TestSteps } from "./test-steps.tsx";
import { UseIn } from "./use-in.tsx";

type Props = { readonly api: ApiTabView; readonly words: DashboardView["words"] };

/** The test of the API and its addresses; how to call it, and how to use it in other programs. */
export function ApiTab({ api, words }: Props) {
  const { health, addresses, answers, call, use } = api;
  return (
    <div class="api-tab">
      <div>
        <Section
          title={health.title}
          note={health.summary}
          isLive
          controls={
            <ActionButton
              action={health.action}
              kind={health.isMain ? "primary" : "secondary"}
              disabled={health.tone === "busy"}
            />
          }
        >
          <TestSteps steps={health.steps} />
        </Section>
        {addresses.rows.length > 0 && <Addresses addresses={addresses} words={words} />}
        {answers && (
          <Section title={answers.title} note={answers.note}>
            <CourseChart course={answers} />
          </Section>
        )}
      </div>
      <div>
        <CallIt call={call} words={words} />
        {use && <UseIn use={use} words={words} />}
      </div>
    </div>
  );
}
