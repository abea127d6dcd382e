import * as v from "valibot";

/** What `npm start` passes on if there is no Ollama: a simulator to start, and the registry of its models. */
export type Demo = v.InferOutput<typeof demoSchema>;

const demoSchema = v.object({
  host: v.string(),
  command: v.string(),
  args: v.array(v.string()),
  environment: v.record(v.string(), v.string()),
  registry: v.string(),
  /** Origins of the stand-ins for Hugging Face and ollama.com. */
  searches: v.optional(v.object({ huggingFace: v.string(), ollama: v.string() })),
});

/** The demo that this process was started for, if any. Only `npm start` sets this variable. */
export function readDemo(environment: Readonly<Record<string, string | undefined>>): Demo | undefined {
  const text = environment["PADDOCK_DEMO"];
  return text ? v.parse(demoSchema, JSON.parse(text)) : undefined;
}
