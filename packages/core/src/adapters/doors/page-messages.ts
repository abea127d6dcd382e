import * as v from "valibot";
import { countSchema } from "../ollama/foreign-schemas.ts";
import { downloadIdSchema } from "../../downloads/download-id.ts";
import { modelNameSchema } from "../../models/model-name.ts";

const model = modelNameSchema;
const id = downloadIdSchema;
const shortText = v.pipe(v.string(), v.maxLength(2_000));

/** What a page may ask for: a closed list. Before anything is deleted, the host asks the person. */
const askSchema = v.variant("type", [
  v.object({ type: v.literal("service.start") }),
  v.object({ type: v.literal("service.stop") }),
  v.object({ type: v.literal("service.restart") }),
  v.object({ type: v.literal("service.test"), model: v.exactOptional(model) }),
  v.object({ type: v.literal("service.copy-endpoint") }),
  v.object({ type: v.literal("service.show-log") }),
  v.object({ type: v.literal("service.set-headers") }),
  v.object({ type: v.literal("models.refresh") }),
  v.object({ type: v.literal("model.choose"), model }),
  v.object({ type: v.literal("model.load"), model }),
  v.object({ type: v.literal("model.unload"), model }),
  v.object({ type: v.literal("model.delete"), model }),
  v.object({ type: v.literal("model.copy"), model }),
  v.object({ type: v.literal("model.rename"), model }),
  v.object({ type: v.literal("model.copy-name"), model }),
  v.object({ type: v.literal("model.update"), model }),
  v.object({ type: v.literal("updates.check") }),
  v.object({ type: v.literal("updates.apply") }),
  v.object({ type: v.literal("download.add"), text: v.exactOptional(shortText) }),
  v.object({ type: v.literal("download.pause"), id }),
  v.object({ type: v.literal("download.resume"), id }),
  v.object({ type: v.literal("download.retry"), id }),
  v.object({ type: v.literal("download.cancel"), id }),
  v.object({ type: v.literal("download.forget"), id }),
  v.object({ type: v.literal("download.clear"), id }),
  v.object({ type: v.literal("download.repair"), id }),
  v.object({ type: v.literal("download.pause-all") }),
  v.object({ type: v.literal("download.resume-all") }),
  v.object({ type: v.literal("download.clear-all") }),
  v.object({ type: v.literal("ollama.copy-key") }),
  v.object({
    type: v.literal("setting.open"),
    setting: v.picklist(["host", "executable", "insecure-registries"]),
  }),
  v.object({ type: v.literal("ollama.install") }),
  v.object({ type: v.literal("dashboard.open") }),
  v.object({ type: v.literal("inspector.open") }),
]);

const messageSchema = v.variant("type", [
  v.object({ type: v.literal("hello"), protocol: v.number() }),
  v.object({ type: v.literal("ask"), number: countSchema, ask: askSchema }),
  v.object({ type: v.literal("lost-track") }),
]);

/** What a page has said; `undefined` where it is nothing a page may say. */
export function parsePageMessage(message: unknown): v.InferOutput<typeof messageSchema> | undefined {
  const parsed = v.safeParse(messageSchema, message);
  return parsed.success ? parsed.output : undefined;
}
