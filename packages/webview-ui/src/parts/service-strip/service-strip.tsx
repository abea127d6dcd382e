import type { DashboardView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Dot } from "../dot/dot.tsx";
import { Icon } from "../icon/icon.tsx";
import "./service-strip.css";

type Props = { readonly service: DashboardView["service"]; readonly words: DashboardView["words"] };

/** The state of the service, its endpoint, and the actions it allows. */
export function ServiceStrip({ service, words }: Props) {
  const { word, tone, remark, facts, url, banner, log, actions } = service;
  const isWaiting = tone !== "good";
  return (
    <>
      {banner && (
        <p class="banner" role="note">
          <Icon name="info" /> {banner}
        </p>
      )}
      <section class="service" aria-live="polite">
        <h1 class="state">
          <Dot tone={tone} />
          {word}
        </h1>
        <div class="facts">
          <div>{facts}</div>
          {remark && <div class="dim">{remark}</div>}
          {log.length > 0 && (
            <details>
              <summary class="dim">{words.logOutput}</summary>
              <pre class="text">{log.join("\n")}</pre>
            </details>
          )}
          {url && (
            <div>
              <span class="mono dim" data-testid="endpoint">
                {url}
              </span>
              <CopyButton text={url} label={words.copy} copied={words.copied} />
            </div>
          )}
        </div>
        <div class="actions">
          {actions.map((action, index) => (
            <ActionButton
              key={action.label}
              action={action}
              kind={isWaiting && index === 0 ? "primary" : "secondary"}
            />
          ))}
        </div>
      </section>
    </>
  );
}
