import * as v from "valibot";

/** What `npm start` hands over where there is no Ollama: a simulator to start, and where its models come from. */
export type Demo = v.InferOutput<typeof demoSchema>;

const demoSchema = v.object({
  host: v.string(),
  command: v.string(),
  args: v.array(v.string()),
  environment: v.record(v.string(), v.string()),
  registry: v.string(),
  /** Where the hosts are that are asked in the place of those outside. */
  searches: v.optional(v.object({ huggingFace: v.string(), ollama: v.string() })),
});

/** The demo, where this process was started for one. Only `npm start` sets this variable. */
export function readDemo(environment: Readonly<Record<string, string | undefined>>): Demo | undefined {
  const text = environment["PADDOCK_DEMO"];
  return text ? v.parse(demoSchema, JSON.parse(text)) : undefined;
}
