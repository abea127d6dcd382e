import { actionOf, type Action } from "../ui/actions.ts";

/** Offered wherever something has failed. */
export const findOutWhy = (): Action => actionOf({ type: "doctor.open" });
