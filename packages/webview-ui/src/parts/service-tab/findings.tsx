import type { DashboardView, ServiceTabView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Icon } from "../icon/icon.tsx";

type Props = {
  readonly rows: ServiceTabView["findings"]["rows"];
  readonly words: DashboardView["words"];
};

/** Why models run on the CPU; each with what to do, and the line of the log that says so. */
export const Findings = ({ rows, words }: Props) => (
  <ul class="findings">
    {rows.map(({ key, text, detail, evidence, line, setting, fix }) => (
      <li key={key}>
        <Icon name="info" />
        <div>
          <p>{text}</p>
          <small>{detail}</small>
          <code class="mono" title={line}>
            {evidence}
          </code>
        </div>
        {setting && (
          <span class="setting">
            <code class="mono">{setting}</code>
            <CopyButton text={setting} label={words.copy} copied={words.copied} />
          </span>
        )}
        {fix && <ActionButton action={fix} />}
      </li>
    ))}
  </ul>
);
