import type { DashboardView } from "@paddock/core/views";
import { ActionButton } from "./action-button.tsx";

type Props = {
  readonly row: DashboardView["models"]["rows"][string];
  readonly details: DashboardView["details"][string] | undefined;
  readonly words: DashboardView["words"];
};

/** Everything about one model. What it says of itself is shown as text, and only as text. */
export function ModelDetail({ row, details, words }: Props) {
  return (
    <article class="detail">
      <header class="title">
        <h2>{row.label}</h2>
        <span class="chip">{row.about}</span>
      </header>
      {details === undefined && <p class="dim">{words.loading}</p>}
      {details && (
        <>
          {details.now && <p class="dim">{details.now}</p>}
          {details.remark && <p class="wrong">{details.remark}</p>}
          <div class="actions">
            {details.actions.map((action) => (
              <ActionButton key={action.label} action={action} />
            ))}
          </div>
          <dl class="facts-grid">
            {details.facts.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {details.texts.length > 0 && <h3>{words.more}</h3>}
          {details.texts.map(({ label, summary, text }) => (
            <vscode-collapsible key={label} heading={`${label} · ${summary}`}>
              <pre class="text">{text}</pre>
            </vscode-collapsible>
          ))}
        </>
      )}
    </article>
  );
}
