import type { Action } from "@paddock/core/views";
import { useRequest } from "../../requests.ts";
import { Refusal } from "../refusal/refusal.tsx";
import { MenuButton } from "./menu-button.tsx";
import type { MenuItem } from "./menu.tsx";

type Props = { readonly label: string; readonly actions: readonly Action[] };

/** Actions in a menu; nothing if there are none. Why one was refused is said beside it. */
export function ActionMenu({ label, actions }: Props) {
  const [send, refusal] = useRequest(actions);
  if (actions.length === 0) return null;
  return (
    <>
      <MenuButton label={label} items={actions.map((action) => itemOf(action, send))} />
      <Refusal reason={refusal} />
    </>
  );
}

export const itemOf = (
  { label, request, isOff, tooltip }: Action,
  send: (request: Action["request"]) => void,
): MenuItem => ({
  label,
  run: () => send(request),
  ...(isOff !== undefined && { isOff }),
  ...(tooltip !== undefined && { tooltip }),
});
