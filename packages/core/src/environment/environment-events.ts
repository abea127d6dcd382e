import * as v from "valibot";
import { environmentProblemSchema } from "./environment-problems.ts";
import { hostIdSchema as host } from "../hosts/host.ts";
import { processIdentitySchema } from "../service/owner.ts";
import { fact, news, text, texts, type DataOf, type EventOf } from "../shared/described.ts";

/** A process of ours, and the variables that it was started with, as `rememberedVariables` writes them. */
export const startedWithSchema = v.object({
  process: processIdentitySchema,
  variables: v.array(v.object({ name: text, value: text })),
});
export type StartedWith = DataOf<typeof startedWithSchema>;

export const ENVIRONMENT_EVENTS = [
  /** What is wrong with the variables in the settings; none: nothing any more. */
  fact("environment.checked", { host, problems: v.array(environmentProblemSchema) }),
  fact("environment.started-with", { host, ...startedWithSchema.entries }),
  /** The variables in which our running service differs from the settings; none: they agree again. */
  news("environment.differs", { host, names: texts }),
] as const;
export type EnvironmentEvent = EventOf<typeof ENVIRONMENT_EVENTS>;
