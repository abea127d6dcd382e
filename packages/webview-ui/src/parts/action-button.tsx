import type { Action } from "@paddock/core/views";
import { useContext, useState } from "preact/hooks";
import { AskingContext } from "../page.ts";
import { Icon, type IconName } from "./icon.tsx";

type Props = {
  readonly action: Action;
  readonly kind?: "primary" | "secondary" | "quiet";
  readonly icon?: IconName | undefined;
  readonly disabled?: boolean;
};

/** Something to press. Why it came to nothing is said right beside it. */
export function ActionButton({ action, kind = "secondary", icon, disabled = action.isOff ?? false }: Props) {
  const { request, refusals } = useContext(AskingContext);
  const [asked, setAsked] = useState(0);
  const refusal = refusals.value.get(asked);
  const press = (): void => setAsked(request(action.request));
  return (
    <span class="action">
      {kind === "quiet" ? (
        <button class="quiet" onClick={press} disabled={disabled}>
          {icon && <Icon name={icon} />}
          {action.label}
        </button>
      ) : (
        <vscode-button secondary={kind === "secondary"} disabled={disabled} onClick={press}>
          {action.label}
        </vscode-button>
      )}
      {refusal && (
        <span class="refusal" role="alert">
          {refusal}
        </span>
      )}
    </span>
  );
}
