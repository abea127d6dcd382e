import type { DashboardView, ModelDetailsView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { Dot } from "../dot/dot.tsx";
import { DamageBanner } from "./damage-banner.tsx";
import { DetailTitle } from "./detail-title.tsx";
import { MoreActions } from "./more-actions.tsx";
import { ModelTexts } from "./model-texts.tsx";
import { Situation } from "./situation.tsx";
import { UpdateBanner } from "./update-banner.tsx";
import { Layers } from "../layers/layers.tsx";
import { LoadSettings } from "../load-settings/load-settings.tsx";
import { Fit } from "../fit/fit.tsx";
import "./model-detail.css";

type Props = {
  readonly details: ModelDetailsView;
  readonly words: DashboardView["words"];
  readonly goBack: () => void;
};

/** Everything about one model. Its own texts (license, template) are untrusted, and shown as plain text only. */
export function ModelDetail({ details, words, goBack }: Props) {
  const { key, name, note, remark, actions, test, facts } = details;
  const { fit, layers, loading, texts, damage, update } = details;
  const [primary] = actions;
  return (
    <>
      <DetailTitle title={name} whole={key} words={words} goBack={goBack}>
        {primary && (
          <ActionButton
            action={primary}
            kind="primary"
            icon={primary.request.type === "model.try" ? "play" : undefined}
          />
        )}
        <MoreActions details={details} words={words} />
      </DetailTitle>
      <Situation details={details} />
      <p class="news dim">
        <Remark remark={remark} />
        <span aria-live="polite">
          <Remark remark={test} />
        </span>
      </p>
      {damage && <DamageBanner damage={damage} />}
      {update && <UpdateBanner key={update.key} update={update} words={words} />}
      <dl class="facts-grid">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
      </dl>
      {fit && <Fit key={`fit ${key}`} fit={fit} advice={note} />}
      {layers && <Layers layers={layers} />}
      {(loading || texts.length > 0) && (
        <section class="texts">
          {loading && <LoadSettings key={`loading ${key}`} loading={loading} />}
          <ModelTexts key={key} texts={texts} />
        </section>
      )}
    </>
  );
}

const Remark = ({ remark }: { readonly remark: ModelDetailsView["test"] }) =>
  !remark?.text ? null : (
    <span class={remark.tone === "wrong" ? "wrong" : undefined}>
      <Dot tone={remark.tone} />
      {remark.text}
    </span>
  );
