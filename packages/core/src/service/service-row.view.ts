import { remarks } from "../ui/text/format.view.ts";
import type { ActionRequest, ActionType } from "../ui/actions.ts";
import type { Tone } from "../ui/tone.ts";

export type ServiceRow = {
  readonly key:
    | "toggle"
    | "executable"
    | "other-port"
    | "rights"
    | "orphans"
    | "state"
    | "address"
    | "came-back"
    | "server"
    | "api-path"
    | "log"
    | "control"
    | "environment"
    | "variables"
    | "machine"
    | "exposure"
    | "test"
    | "memory";
  /** One word or two: it is never cut. */
  readonly label: string;
  /** The most telling word first: a narrow view cuts the end. */
  readonly detail: string;
  /** What a screen reader says in place of the detail, which is shorter. */
  readonly spoken?: string;
  /** The lines of the tooltip; plain text. */
  readonly hover: readonly string[];
  readonly tone: Tone;
  /** The action of a click. */
  readonly request?: ActionRequest;
  /** The actions in its menus. */
  readonly offers: readonly ActionType[];
};

type RowContent = { readonly label: string } & Partial<Omit<ServiceRow, "key">>;

/** Its menus have at least the action of a click. */
export function rowOf(key: ServiceRow["key"], { label, detail = "", ...rest }: RowContent): ServiceRow {
  const offers = rest.request ? [rest.request.type] : [];
  return { key, label, detail, hover: [remarks(label, detail)], tone: "quiet", offers, ...rest };
}
