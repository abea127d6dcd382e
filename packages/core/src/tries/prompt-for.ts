import { capabilitiesOf } from "../models/details.ts";
import type { Model, ModelDetails } from "../models/models-events.ts";
import type { Prompt } from "./prompt.ts";

/** The same prompt for another model, without what that one cannot take. */
export function promptFor(
  { images, think, ...asked }: Prompt,
  model: Model,
  details: ModelDetails | undefined,
): Prompt {
  return {
    ...asked,
    model: model.name,
    ...(images && sees(model, details) && { images }),
    ...(think !== undefined && thinks(model, details, think) && { think }),
  };
}

export const sees = (model: Model, details: ModelDetails | undefined): boolean =>
  can(model, details, "vision");

function thinks(model: Model, details: ModelDetails | undefined, think: boolean | string): boolean {
  const values = details?.thinking?.values;
  return can(model, details, "thinking") && (values?.includes(String(think)) ?? typeof think === "boolean");
}

const can = (model: Model, details: ModelDetails | undefined, what: string): boolean =>
  capabilitiesOf(model, details)?.includes(what) === true;
