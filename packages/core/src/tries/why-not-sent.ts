import type { Refusal } from "../shared/decision.ts";
import { imageProblem } from "./image.ts";
import type { Prompt } from "./prompt.ts";

/** Why a prompt cannot be sent, whatever the model; `undefined` if it can. */
export function whyNotSent({ prompt, images = [] }: Pick<Prompt, "prompt" | "images">): Refusal | undefined {
  if (prompt.trim() === "") return { reason: "not-asked", problem: "no-prompt" };
  const problem = images.map(imageProblem).find((one) => one !== undefined);
  return problem && { reason: "not-asked", problem };
}
