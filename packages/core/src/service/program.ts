import type { EnvironmentProblem } from "../environment/environment-problems.ts";
import type { MissingProgram } from "../shared/failure.ts";
import type { Owner } from "./owner.ts";

/** Who would start the service, and the program that would be executed; or why there is none. */
export type FoundProgram =
  | {
      readonly kind: "found";
      readonly path: string;
      readonly owner: Owner;
      /** The variables for which it is not started. */
      readonly obstacles?: readonly EnvironmentProblem[];
    }
  | MissingProgram;
