import type { Action } from "@paddock/core/views";
import { useRequest } from "../../requests.ts";
import { Icon, type IconName } from "../icon/icon.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import "./action-button.css";

type Props = {
  readonly action: Action;
  readonly kind?: "primary" | "secondary" | "quiet" | "link";
  readonly icon?: IconName | undefined;
  readonly disabled?: boolean;
};

/** A button that sends a request, and shows beside itself why it was refused. */
export function ActionButton({ action, kind = "secondary", icon, disabled = action.isOff ?? false }: Props) {
  const [send, refusal] = useRequest(action);
  const press = (): void => send(action.request);
  return (
    // A disabled button takes no pointer, so that its tooltip would never be seen.
    <span class="action" title={disabled ? action.tooltip : undefined}>
      {kind === "quiet" || kind === "link" ? (
        <button type="button" class={kind} onClick={press} disabled={disabled} title={action.tooltip}>
          {icon && <Icon name={icon} />}
          {action.label}
        </button>
      ) : (
        <vscode-button
          secondary={kind === "secondary"}
          disabled={disabled}
          onClick={press}
          title={action.tooltip}
        >
          {icon && <Icon name={icon} />}
          {action.label}
        </vscode-button>
      )}
      <Refusal reason={refusal} />
    </span>
  );
}
