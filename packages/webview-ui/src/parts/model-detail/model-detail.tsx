import type { DashboardView, ModelDetailsView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { Dot } from "../dot/dot.tsx";
import "./model-detail.css";

type Props = {
  readonly row: DashboardView["models"]["rows"][string];
  readonly details: ModelDetailsView;
  readonly words: DashboardView["words"];
};

/** Everything about one model. Its own texts (license, template) are untrusted, and shown as plain text only. */
export function ModelDetail({
  row,
  details: { state, now, remark, actions, test, facts, texts },
  words,
}: Props) {
  return (
    <article class="detail">
      <header class="title">
        <h2>{row.label}</h2>
        <span class="chip">{state}</span>
      </header>
      <div class="actions">
        {actions.map((action) => (
          <ActionButton key={action.request.type} action={action} />
        ))}
      </div>
      <p class="dim now">{now}</p>
      <p class={test?.tone === "wrong" ? "wrong test" : "dim test"} aria-live="polite">
        {test && <Dot tone={test.tone} />}
        {test?.text}
      </p>
      {remark.text && (
        <p class={remark.tone === "wrong" ? "wrong remark" : "dim remark"}>
          <Dot tone={remark.tone} />
          {remark.text}
        </p>
      )}
      <dl class="facts-grid">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {texts.length > 0 && <h3 class="heading">{words.more}</h3>}
      {texts.map(({ label, summary, text }) => (
        <vscode-collapsible key={label} heading={`${label} · ${summary}`}>
          <pre class="text">{text}</pre>
        </vscode-collapsible>
      ))}
    </article>
  );
}
