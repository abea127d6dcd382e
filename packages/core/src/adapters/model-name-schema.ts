import * as v from "valibot";
import { parseModelName } from "../domain/names.ts";

/** A model's name from outside; refused where Ollama would not know it for one. */
export const modelNameSchema = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const name = parseModelName(dataset.value);
    if (name) return name;
    addIssue({ message: "not a model name" });
    return NEVER;
  }),
);
