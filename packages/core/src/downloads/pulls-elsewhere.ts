import * as v from "valibot";
import { hostIdSchema as host } from "../hosts/host.ts";
import { count, flag, reading } from "../shared/described.ts";

export const PULLS_READINGS = [
  reading("pulls.elsewhere", {
    host,
    /** Whether downloads wait because another editor on this machine downloads from the same Ollama. */
    isElsewhere: flag,
    /** How many pulls may run at a time; absent if it is one. */
    atOnce: v.exactOptional(count),
  }),
] as const;
