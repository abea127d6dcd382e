import type { InspectorView } from "@paddock/core/views";
import { focusSoon } from "../../focus-soon.ts";
import { useRequest } from "../../requests.ts";
import { MenuButton } from "../menu/menu-button.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import "./inspector-bar.css";

/** What is shown, and what is done with all of it. */
export function InspectorBar({ view: { words, summary, open } }: { readonly view: InspectorView }) {
  const [send, refusal] = useRequest();
  const exportEvents = (which: "all" | "shown" | "selected"): void =>
    send({ type: "inspector.export", which });
  const isPast = open !== null && open.past !== null;
  return (
    <header class="inspector-bar">
      <h1>{words.title}</h1>
      {open && open.report !== "" && (
        <b class="report cut" title={open.report}>
          {open.report}
        </b>
      )}
      <small class="cut" title={summary}>
        {summary}
      </small>
      <Refusal reason={refusal} />
      {open && open.report !== "" && (
        <vscode-button secondary onClick={() => send({ type: "inspector.close-report" })}>
          {words.closeReport}
        </vscode-button>
      )}
      <MenuButton
        label={words.report}
        icon="report"
        text={words.report}
        items={[
          { label: words.reportProblem, run: () => send({ type: "report.make" }) },
          { label: words.openReport, run: () => send({ type: "report.open" }) },
        ]}
      />
      <MenuButton
        label={words.export}
        icon="export"
        text={words.export}
        items={[
          { label: words.exportAll, run: () => exportEvents("all") },
          { label: words.exportShown, run: () => exportEvents("shown") },
          { label: words.exportSelected, run: () => exportEvents("selected"), isOff: !isPast },
        ]}
      />
      <vscode-button
        secondary={!isPast}
        disabled={!isPast}
        onClick={() => {
          send({ type: "inspector.go", to: { kind: "now" } });
          focusSoon("aside:not(.covered) .windowed, .event-detail .back");
        }}
      >
        {words.backToNow}
      </vscode-button>
    </header>
  );
}
