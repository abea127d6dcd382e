import { shownUrl } from "../hosts/endpoint.ts";
import type { Model } from "../models/models-events.ts";
import type { Service } from "../service/service.ts";
import { lastResults } from "../shared/last-result.ts";
import { languageSchema, type Language } from "../tries/prompt.ts";
import { codeOf } from "./call-code.ts";
import { dialectSchema, speaksAnthropic, type CallKind, type Dialect } from "./call-kinds.ts";
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
  readonly model: Model;
  /** The names of the headers that the host is sent besides. */
  readonly headerNames: readonly string[];
};

/** All examples for a model that can be called for these kinds. Secret headers are placeholders. */
export function exampleCode(asked: Asked, kinds: readonly CallKind[]): readonly ExampleCode[] {
  const { endpoint } = asked.service;
  const dialects = dialectsOf(asked.service);
  const from = JSON.stringify([kinds, dialects, endpoint, asked.headerNames]);
  return lastExamples(asked.model, [from], () =>
    kinds.flatMap((kind) =>
      dialects.flatMap((dialect) =>
        languageSchema.options.flatMap((language) => {
          const code = exampleOf(asked, { kind, dialect, language });
          return code === undefined ? [] : [{ kind, dialect, language, code }];
        }),
      ),
    ),
  );
}

/** Most states have the same examples. */
const lastExamples = lastResults<readonly ExampleCode[]>();

/** One example; `undefined` if there is no address, or that API has none. */
export function exampleOf(
  { service, model, headerNames }: Asked,
  { kind, dialect, language }: Omit<ExampleCode, "code">,
): string | undefined {
  if (!service.endpoint || !dialectsOf(service).includes(dialect)) return undefined;
  const base = shownUrl(service.endpoint, "");
  const headers = Object.fromEntries(headerNames.map((name) => [name, placeholderOf(name)]));
  const call = exampleCall({ kind, dialect, model: model.name, base, headers });
  return call && codeOf(language, call);
}

const dialectsOf = (service: Service): readonly Dialect[] =>
  dialectSchema.options.filter((dialect) => dialect !== "anthropic" || speaksAnthropic(service));

/** Stands for the value of a secret header. */
const placeholderOf = (name: string): string => `<value of ${name}>`;
