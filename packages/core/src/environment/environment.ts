import * as v from "valibot";
import type { WithoutHost } from "../hosts/host.ts";
import { count, texts, type DataOf } from "../shared/described.ts";
import { environmentProblemSchema } from "./environment-problems.ts";
import { startedWithSchema, type EnvironmentEvent } from "./environment-events.ts";

/** `seq` is the number of the event that says it. */
export const rememberedStartSchema = v.object({ ...startedWithSchema.entries, seq: count });
export const differsSchema = v.object({ names: texts, seq: count });
export const checkedSchema = v.object({ problems: v.array(environmentProblemSchema), seq: count });

/** What is known of the variables of a host's service. */
type Environment = {
  readonly startedWith?: DataOf<typeof rememberedStartSchema>;
  readonly environmentDiffers?: DataOf<typeof differsSchema>;
  readonly environmentChecked?: DataOf<typeof checkedSchema>;
};

/** What is empty is left out: a host about which nothing is known has no facts. */
export function evolveEnvironment(
  { startedWith, environmentDiffers, environmentChecked }: Environment,
  event: WithoutHost<EnvironmentEvent>,
  seq: number,
): Environment {
  const before = {
    ...(startedWith && { startedWith }),
    ...(environmentDiffers && { environmentDiffers }),
    ...(environmentChecked && { environmentChecked }),
  };
  switch (event.type) {
    case "environment.started-with": {
      const { process, variables } = event;
      return { ...before, startedWith: { process, variables, seq } };
    }
    case "environment.differs": {
      const { environmentDiffers: _before, ...others } = before;
      const { names } = event;
      return names.length > 0 ? { ...others, environmentDiffers: { names, seq } } : others;
    }
    case "environment.checked": {
      const { environmentChecked: _before, ...others } = before;
      const { problems } = event;
      return problems.length > 0 ? { ...others, environmentChecked: { problems, seq } } : others;
    }
  }
}

/** Whether a fact about an environment has been replaced by a later one, or says what is no longer so. */
export const isEnvironmentPast = (
  environment: Environment,
  { type }: Pick<EnvironmentEvent, "type">,
  seq: number,
): boolean => seq < (lastOf(environment, type)?.seq ?? Number.POSITIVE_INFINITY);

function lastOf(
  environment: Environment,
  type: EnvironmentEvent["type"],
): { readonly seq: number } | undefined {
  switch (type) {
    case "environment.started-with":
      return environment.startedWith;
    case "environment.differs":
      return environment.environmentDiffers;
    case "environment.checked":
      return environment.environmentChecked;
  }
}
