import { hostIdSchema as host } from "../hosts/host.ts";
import { flag, reading } from "../shared/described.ts";

/** Whether downloads wait because another editor on this machine downloads from the same Ollama. */
export const PULLS_READINGS = [reading("pulls.elsewhere", { host, isElsewhere: flag })] as const;
