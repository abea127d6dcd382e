import type { DashboardView, ServiceTabView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Icon } from "../icon/icon.tsx";

type Props = {
  readonly rows: ServiceTabView["owner"]["rows"];
  readonly words: DashboardView["words"];
};

/** Facts with their names; paths and addresses can be copied. */
export const OwnerFacts = ({ rows, words }: Props) => (
  <table class="pairs">
    <tbody>
      {rows.map(({ key, label, value, isCode, remark, tone, action }) => (
        <tr key={key} class={key}>
          <th scope="row">{label}</th>
          <td>
            <div class="fact">
              <span title={value} class={classOf(isCode, remark === "")}>
                {tone === "warn" && <Icon name="warning" />}
                {value}
                {remark && <small> · {remark}</small>}
              </span>
              {action && <ActionButton action={action} kind="link" />}
              {isCode && <CopyButton text={value} label={words.copy} copied={words.copied} />}
            </div>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** A remark is never cut off: it may be a warning. */
const classOf = (isCode: boolean, isCut: boolean): string =>
  [isCode && "mono", isCut && "cut"].filter(Boolean).join(" ");
