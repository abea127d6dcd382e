import type { DashboardView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Dot } from "../dot/dot.tsx";
import { Icon } from "../icon/icon.tsx";
import { ActionMenu } from "../menu/action-menu.tsx";
import "./service-strip.css";

type Props = {
  readonly service: DashboardView["service"];
  readonly words: DashboardView["words"];
  readonly showLog: () => void;
};

/** The state of the service, its endpoint, and the actions it allows; as high in every state. */
export function ServiceStrip({ service, words, showLog }: Props) {
  const { word, tone, lines, url, banner, log, actions, more, isLastMain, newer } = service;
  const { first, rest, second } = lines;
  const fixed = actions.slice(0, -1);
  const last = actions.at(-1);
  return (
    <>
      {banner && (
        <p class="banner" role="note">
          <Icon name="info" /> {banner}
        </p>
      )}
      <section class="service">
        <h1 class="state" aria-live="polite" title={word}>
          <Dot tone={tone} />
          {word}
        </h1>
        <p class="first">
          <span title={rest ? `${first} · ${rest}` : first}>
            {first}
            {rest && <span class="dim"> · {rest}</span>}
          </span>
          {newer && (
            <span class="newer">
              <span class="dim"> · </span>
              <ActionButton action={newer} kind="link" />
            </span>
          )}
        </p>
        <p class="second dim">
          {url && (
            <>
              <span class="mono address" title={url} data-testid="endpoint">
                {url}
              </span>
              <CopyButton text={url} label={words.copy} copied={words.copied} />
            </>
          )}
          {log.length > 0 && (
            <button class="link" onClick={showLog}>
              {words.logOutput}
            </button>
          )}
          {second && (
            <span class="told" title={second}>
              {second}
            </span>
          )}
        </p>
        <div class="actions">
          {fixed.map((action) => (
            <span key={action.label} class="fixed">
              <ActionButton action={action} />
            </span>
          ))}
          <span class="folded">
            <ActionMenu label={words.moreActions} actions={[...fixed, ...more]} />
          </span>
          <span class="unfolded">
            <ActionMenu label={words.moreActions} actions={more} />
          </span>
          {last && <ActionButton action={last} kind={isLastMain ? "primary" : "secondary"} />}
        </div>
      </section>
    </>
  );
}
