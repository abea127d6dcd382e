import * as v from "valibot";
import type { PullLine } from "../../ollama/ollama-api.port.ts";
import { describeIssue } from "../../shared/describe-issue.ts";
import { cleanText } from "./clean-text.ts";
import { countSchema as count, lineSchema as line, optionalOf } from "./foreign-schemas.ts";

/*
 * The parts of Ollama's answers that we read (docs/ollama.md §1; where the recordings differ, they are right). Fields
 * of later versions are optional; fields that are not listed here are ignored. Compatible servers leave fields out, or
 * have odd values in them: only what we cannot do without is required.
 */

const LONGEST_TEXT = 200_000;

const text = v.pipe(
  v.string(),
  v.transform((value) => cleanText(value, LONGEST_TEXT)),
);
/** RFC 3339 with nanoseconds, which not every runtime can parse. */
const instant = v.pipe(
  v.string(),
  v.transform((value) => Date.parse(value.replace(/(\.\d{3})\d+/, "$1"))),
  v.number("not a time"),
);
/** Go sometimes writes an empty list as `null`. Odd entries are left out, unless there are no others. */
const listOf = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(
    v.nullable(v.array(v.unknown())),
    v.rawTransform(({ dataset: { value: entries }, addIssue, NEVER }) => {
      const parsed = (entries ?? []).map((entry) => v.safeParse(item, entry));
      const sound = parsed.flatMap((entry) => (entry.success ? [entry.output] : []));
      const odd = parsed.find(({ success }) => !success);
      if (sound.length > 0 || odd?.issues === undefined) return sound;
      addIssue({ message: describeIssue(odd.issues) });
      return NEVER;
    }),
  );

/** Ollama's error messages (docs/ollama.md §1.0). An empty one means that there is none: not every server leaves it out. */
export const errorSchema = v.object({ error: v.pipe(line, v.minLength(1)) });

/** An error in a stream, also in the form of OpenAI, which compatible servers have there. */
export const errorLineSchema = v.union([
  errorSchema,
  v.pipe(
    v.object({ error: v.object({ message: line }) }),
    v.transform(({ error: { message } }) => ({ error: message })),
  ),
]);

/** `GET /api/version` (docs/ollama.md §1.1). Other fields are kept: Ollama sends none. */
export const versionSchema = v.looseObject({ version: v.pipe(line, v.minLength(1)) });

const details = v.object({
  format: v.fallback(line, ""),
  family: v.fallback(line, ""),
  parameter_size: v.fallback(line, ""),
  quantization_level: v.fallback(line, ""),
  context_length: optionalOf(count),
  runner: optionalOf(line),
});

/** A model with a name. Ollama sends the same one in both fields, and some servers only in one. */
const named = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.object({ name: v.fallback(line, ""), model: v.fallback(line, ""), ...entries }),
    v.check(({ name, model }) => name !== "" || model !== "", "no name"),
  );

/** `GET /api/tags` (docs/ollama.md §1.2). */
export const tagsSchema = v.object({
  models: listOf(
    named({
      digest: v.fallback(line, ""),
      size: v.fallback(count, 0),
      modified_at: v.fallback(instant, 0),
      details: v.fallback(details, v.parse(details, {})),
      capabilities: optionalOf(v.array(line)),
      remote_host: optionalOf(line),
    }),
  ),
});

/** `GET /api/ps` (docs/ollama.md §1.4). */
export const psSchema = v.object({
  models: listOf(
    named({
      digest: optionalOf(line),
      runner: optionalOf(line),
      size: v.fallback(count, 0),
      size_vram: optionalOf(count),
      expires_at: optionalOf(instant),
      context_length: optionalOf(count),
    }),
  ),
});

/** How a model can be asked to think: with levels, or only whether. An unknown form is ignored. */
const level = v.union([line, v.pipe(v.boolean(), v.transform(String))]);
const thinking = v.object({ values: v.array(level), default: optionalOf(level) });

/** `null` means the same as absent. */
const absent = v.pipe(
  v.nullish(v.null()),
  v.transform(() => undefined),
);
const emptyOrAbsent = v.optional(v.union([v.literal(""), absent]));

/** A page for signing in has none of them. */
const TOLD_OF_A_MODEL = ["details", "model_info", "modelfile", "capabilities", "template", "license"];

/** `POST /api/show` (docs/ollama.md §1.3). Tensors are ignored: they may be megabytes. */
export const showSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((answer) => TOLD_OF_A_MODEL.some((field) => field in answer), "no details of a model"),
  v.object({
    error: emptyOrAbsent,
    model_info: v.fallback(v.record(v.string(), v.unknown()), {}),
    capabilities: optionalOf(v.array(line)),
    thinking: optionalOf(thinking),
    /** The local copies, if there are several (docs/ollama.md §8.3). */
    manifests: v.fallback(v.array(v.object({ digest: line, selected: v.nullish(v.boolean()) })), []),
    requires: optionalOf(line),
    renderer: optionalOf(line),
    parser: optionalOf(line),
    template_source: optionalOf(line),
    projector_info: optionalOf(v.record(v.string(), v.unknown())),
    license: v.fallback(text, ""),
    system: v.fallback(text, ""),
    template: v.fallback(text, ""),
    parameters: v.fallback(text, ""),
    modelfile: v.fallback(text, ""),
  }),
);

/** `POST /api/generate`: an answer, thoughts, or only that the model was loaded or unloaded. */
export const generateSchema = v.object({
  model: line,
  response: text,
  thinking: v.nullish(text),
  done: v.boolean(),
  done_reason: v.nullish(line),
  load_duration: optionalOf(count),
});

/** `POST /api/chat` (docs/ollama.md §1.5). */
export const chatSchema = v.object({
  model: line,
  message: v.object({ content: text, thinking: v.nullish(text) }),
  done: v.boolean(),
  done_reason: v.nullish(line),
  load_duration: optionalOf(count),
});

/** `POST /api/embed`. */
export const embedSchema = v.object({
  model: line,
  embeddings: v.array(v.array(v.number())),
  total_duration: optionalOf(count),
  load_duration: optionalOf(count),
  prompt_eval_count: optionalOf(count),
});

/** A line of a streamed `POST /api/chat` or `/api/generate`; the counts and durations are in the last one (docs/ollama.md §1.5). */
export const answerLineSchema = v.union([
  errorLineSchema,
  v.pipe(
    v.object({
      message: optionalOf(v.object({ content: v.fallback(text, ""), thinking: v.fallback(text, "") })),
      response: optionalOf(text),
      thinking: optionalOf(text),
      done: optionalOf(v.boolean()),
      done_reason: optionalOf(line),
      load_duration: optionalOf(count),
      prompt_eval_count: optionalOf(count),
      eval_count: optionalOf(count),
      eval_duration: optionalOf(count),
    }),
    v.check(
      ({ message, response, thinking, done }) =>
        [message, response, thinking, done].some((part) => part !== undefined),
      "no part of an answer",
    ),
  ),
]);

/** `GET /api/experimental/model-recommendations` (docs/ollama.md §5.4). */
export const recommendationsSchema = v.object({
  recommendations: listOf(
    v.object({ model: line, description: v.fallback(line, ""), vram_bytes: optionalOf(count) }),
  ),
});

const countOrAbsent = v.union([count, absent]);

/**
 * A line of `POST /api/pull`; a missing `completed` means 0, a missing `total` means unknown (docs/ollama.md §2.1). A
 * line about a layer with an odd count is odd as a whole: 0 in its place would look like lost bytes.
 */
export const pullLineSchema = v.union([
  errorLineSchema,
  v.pipe(
    v.object({
      status: line,
      digest: v.pipe(line, v.minLength(1)),
      total: v.optional(countOrAbsent),
      completed: v.optional(countOrAbsent),
    }),
    v.transform(({ digest, total, completed = 0 }): PullLine => ({
      kind: "layer",
      digest,
      doneBytes: completed,
      ...(total !== undefined && { totalBytes: total }),
    })),
  ),
  v.pipe(
    v.object({ status: line, digest: emptyOrAbsent }),
    v.transform(({ status }): PullLine => ({ kind: "status", status })),
  ),
]);
