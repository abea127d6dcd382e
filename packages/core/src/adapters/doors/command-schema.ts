import * as v from "valibot";
import { describeIssue } from "../ollama/foreign-schemas.ts";
import { downloadIdSchema, modelNameSchema } from "../store/named-schema.ts";

const model = modelNameSchema;

/** What another extension may ask for by `getAPI(1).dispatch`. */
const commandSchema = v.variant("type", [
  v.object({ type: v.literal("service.start") }),
  v.object({ type: v.literal("service.stop") }),
  v.object({ type: v.literal("service.restart") }),
  v.object({ type: v.literal("service.test") }),
  v.object({ type: v.literal("models.refresh") }),
  v.object({ type: v.literal("model.load"), model }),
  v.object({ type: v.literal("model.unload"), model }),
  v.object({ type: v.literal("model.delete"), model }),
  v.object({ type: v.literal("download.request"), model }),
  v.object({ type: v.literal("download.pause"), id: downloadIdSchema }),
  v.object({ type: v.literal("download.resume"), id: downloadIdSchema }),
  v.object({ type: v.literal("download.retry"), id: downloadIdSchema }),
  v.object({ type: v.literal("download.cancel"), id: downloadIdSchema }),
]);

/** What another extension may ask for, once it has been parsed. */
export type PublicCommand = v.InferOutput<typeof commandSchema>;

/** A command from another extension, or what is wrong with it. */
export function parsePublicCommand(
  command: unknown,
): { readonly command: PublicCommand } | { readonly problem: string } {
  try {
    const parsed = v.safeParse(commandSchema, command);
    return parsed.success ? { command: parsed.output } : { problem: describeIssue(parsed.issues) };
  } catch {
    return { problem: "it cannot be read" }; // a property of it throws
  }
}
