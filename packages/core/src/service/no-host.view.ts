import type { Action } from "../ui/actions.ts";
import { hostNotValid } from "../ui/text/host-refusal.view.ts";
import { openHostSetting } from "./service-actions.view.ts";
import type { Service } from "./service.ts";

/** What a place says that can tell nothing without a valid host, and what helps; `undefined` if the host is valid. */
export const noHost = ({
  situation,
}: Pick<Service, "situation">): { readonly text: string; readonly actions: readonly Action[] } | undefined =>
  situation.kind === "misconfigured" ? { text: hostNotValid(), actions: [openHostSetting()] } : undefined;
