import { defer, map } from "rxjs";
import { PortError, type PullFailure } from "../domain/failure.ts";
import { partsOf, type ModelName } from "../domain/names.ts";
import type { HttpTransport } from "../ports/http-transport.ts";
import type { Logger } from "../ports/logger.ts";
import type { Registry } from "../ports/registry.ts";
import { fetchWhole, parseAnswer } from "./http-answer.ts";
import { manifestSchema } from "./ollama-schemas.ts";

export type HttpRegistryOptions = {
  readonly transport: HttpTransport;
  readonly logger: Logger;
  readonly isInsecure: (host: string) => boolean;
  /** Where the default registry is in a demo. */
  readonly defaultRegistry?: string;
};

const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const PATIENCE_MS = 10_000;
/** A registry tells an old Ollama from a new one by this name, and refuses new models to the old (reference §5.1). */
const USER_AGENT = "ollama/0.33.0 (paddock)";

/** Asks a model's own registry what a pull would bring. Every such request is in the log. */
export const httpRegistry = ({
  transport,
  logger,
  isInsecure,
  defaultRegistry,
}: HttpRegistryOptions): Registry => ({
  manifest: (model) =>
    defer(() => {
      const { host, path } = addressOf(model);
      const isDefault = host === "registry.ollama.ai" && defaultRegistry !== undefined;
      const base = isDefault ? defaultRegistry : `${isInsecure(host) ? "http" : "https"}://${host}`;
      const url = `${base}${path}`;
      logger.info(`GET ${url}`);
      return fetchWhole(transport, {
        method: "GET",
        url,
        headers: { accept: MANIFEST, "user-agent": USER_AGENT },
        idleMs: PATIENCE_MS,
      }).pipe(
        map((answer) => {
          const failure = REFUSALS.get(answer.status);
          if (failure) throw new PortError(failure);
          return parseAnswer(manifestSchema, `GET ${url}`, answer);
        }),
        map(({ layers, config }) => ({
          layers: [...layers, config].map(({ digest, size }) => ({ digest, sizeBytes: size })),
        })),
      );
    }),
});

/** What a registry means by a status (reference §2.5 and §5.1). */
const REFUSALS: ReadonlyMap<number, PullFailure> = new Map([
  [401, { kind: "unauthorised" }],
  [403, { kind: "unauthorised" }],
  [404, { kind: "not-in-registry" }],
  [412, { kind: "needs-newer-ollama" }],
  [429, { kind: "rate-limited" }],
]);

function addressOf(name: ModelName): { readonly host: string; readonly path: string } {
  const { host, namespace, model, tag } = partsOf(name);
  // Hugging Face's short name is the same registry under another address.
  return {
    host: host === "hf.co" ? "huggingface.co" : host,
    path: `/v2/${namespace}/${model}/manifests/${tag}`,
  };
}
