import type { Service } from "../service/service.ts";
import { isObstacle, type EnvironmentProblem } from "./environment-problems.ts";

type Facts = {
  readonly service: Service;
  readonly environmentChecked?: { readonly problems: readonly EnvironmentProblem[] };
};

/** The variables in the settings with which a service of ours would not start again, once it is stopped. */
export const obstaclesToRestart = ({ service, environmentChecked }: Facts): readonly EnvironmentProblem[] =>
  service.owner.kind === "paddock" ? (environmentChecked?.problems ?? []).filter(isObstacle) : [];
