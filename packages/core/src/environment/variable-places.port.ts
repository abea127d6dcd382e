import type { Owner } from "../service/owner.ts";
import type { VariablePlace } from "./variable-place.ts";

/** Finds where the variables of an owner's service are set; none where its files do not tell. Never rejects. */
export type FindVariablePlaces = (owner: Owner) => Promise<readonly VariablePlace[]>;
