import * as v from "valibot";
import { hostIdSchema } from "../hosts/host.ts";
import { flag, type DataOf } from "../shared/described.ts";

/** The host whose files a model is made of; absent: the model comes from its registry. */
export const originSchema = v.object({
  host: hostIdSchema,
  /** Whether a copy or a new name gave the model its name there, so that no registry has it. */
  isLocalName: v.exactOptional(flag),
});
export type Origin = DataOf<typeof originSchema>;

export const isSameOrigin = (one: Origin | undefined, other: Origin | undefined): boolean =>
  one?.host === other?.host;
