import { shownUrl } from "../hosts/endpoint.ts";
import type { Models } from "../models/models.ts";
import type { Model } from "../models/models-events.ts";
import { isRunning, versionOf, type Service } from "../service/service.ts";
import { languageSchema, type Language } from "../tries/prompt.ts";
import { codeOf } from "./call-code.ts";
import { callKindsOf, dialectSchema, speaksAnthropic, type CallKind, type Dialect } from "./call-kinds.ts";
import { exampleCall } from "./calls.ts";

/** An example in one language, for what and by which API. */
export type ExampleCode = {
  readonly kind: CallKind;
  readonly dialect: Dialect;
  readonly language: Language;
  readonly code: string;
};

type Asked = {
  readonly service: Service;
  readonly models: Models;
  readonly model: Model;
  /** The names of the headers that the host is sent besides. */
  readonly headerNames: readonly string[];
};

/** All examples for a model; none if it cannot be called with words. Secret headers are placeholders. */
export function exampleCode({ service, models, model, headerNames }: Asked): readonly ExampleCode[] {
  const kinds = callKindsOf(models, model);
  if (!service.endpoint || typeof kinds === "string") return [];
  const base = shownUrl(service.endpoint, "");
  const headers = Object.fromEntries(headerNames.map((name) => [name, placeholderOf(name)]));
  const isAnthropic = isRunning(service) && speaksAnthropic(versionOf(service));
  const dialects = dialectSchema.options.filter((dialect) => dialect !== "anthropic" || isAnthropic);
  return kinds.flatMap((kind) =>
    dialects.flatMap((dialect) => {
      const call = exampleCall({ kind, dialect, model: model.name, base, headers });
      if (!call) return [];
      return languageSchema.options.map((language) => ({
        kind,
        dialect,
        language,
        code: codeOf(language, call),
      }));
    }),
  );
}

/** Stands for the value of a secret header. */
const placeholderOf = (name: string): string => `<value of ${name}>`;
