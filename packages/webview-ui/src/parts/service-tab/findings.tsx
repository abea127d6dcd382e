import type { ServiceTabView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { Icon } from "../icon/icon.tsx";

type Props = { readonly rows: ServiceTabView["findings"]["rows"] };

/** Why models run on the CPU; each with what to do, and the line of the log that says so. */
export const Findings = ({ rows }: Props) => (
  <ul class="findings">
    {rows.map(({ key, text, detail, evidence, line, fix }) => (
      <li key={key}>
        <Icon name="info" />
        <div>
          <p>{text}</p>
          <small>{detail}</small>
          <code class="mono" title={line}>
            {evidence}
          </code>
        </div>
        {fix && <ActionButton action={fix} />}
      </li>
    ))}
  </ul>
);
