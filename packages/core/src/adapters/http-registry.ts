import { createHash } from "node:crypto";
import { catchError, defer, map, of, switchMap, throwError, type Observable } from "rxjs";
import { PortError, toFailure, type PullFailure } from "../domain/failure.ts";
import { partsOf, type ModelName } from "../domain/names.ts";
import type { ModelCard } from "../domain/preview.ts";
import type { HttpTransport } from "../ports/http-transport.ts";
import type { Logger } from "../ports/logger.ts";
import type { Asker, Manifest, Registry } from "../ports/registry.ts";
import { fetchWhole, parseAnswer, type HttpAnswer } from "./http-answer.ts";
import { configSchema, layersOf, manifestSchema } from "./registry-schemas.ts";

/** Addresses of what stands in for the registries of Ollama and of Hugging Face in a demo. */
export type RegistryStandIns = { readonly ollama: string; readonly huggingFace?: string | undefined };

/** How registries are reached. */
export type HttpRegistryOptions = {
  readonly transport: HttpTransport;
  readonly logger: Logger;
  readonly isInsecure: (host: string) => boolean;
  readonly standIns?: RegistryStandIns;
};

const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const PATIENCE_MS = 10_000;
/** A registry sends a blob's reader to where it is kept (docs/ollama.md §5.1), and that may send on once more. */
const MOST_REDIRECTS = 3;

/** Asks a model's own registry what a pull would bring. Every such request is in the log. */
export function httpRegistry(options: HttpRegistryOptions): Registry {
  const { transport, logger } = options;

  const get = (url: string, headers: Readonly<Record<string, string>>): Observable<HttpAnswer> =>
    defer(() => {
      logger.info(`GET ${url}`);
      return fetchWhole(transport, { method: "GET", url, headers, idleMs: PATIENCE_MS });
    }).pipe(
      catchError((error: unknown) => throwError(() => outOfReach(toFailure(error).kind))),
      map((answer) => {
        const failure = REFUSALS.get(answer.status);
        if (failure) throw new PortError(failure);
        if (answer.status >= 500) throw outOfReach(`status ${answer.status}`);
        return answer;
      }),
    );

  const follow = (
    url: string,
    headers: Readonly<Record<string, string>>,
    left: number,
  ): Observable<HttpAnswer> =>
    get(url, headers).pipe(
      switchMap((answer) => {
        const next = answer.status >= 300 && answer.status < 400 && locationOf(answer, url);
        if (!next) return of(answer);
        const isTrusted = next.protocol === "https:" || next.protocol === new URL(url).protocol;
        return left > 0 && isTrusted
          ? follow(next.href, headers, left - 1)
          : throwError(() => new PortError({ kind: "redirected", status: answer.status }));
      }),
    );

  return {
    manifest(model, asker) {
      const url = addressOf(model, options, `manifests/${partsOf(model).tag}`);
      return get(url, { accept: MANIFEST, ...nameOf(asker) }).pipe(
        map((answer) => manifestOf(answer, `GET ${url}`)),
      );
    },
    card(model, { configDigest }, asker) {
      const url = addressOf(model, options, `blobs/${configDigest}`);
      return follow(url, nameOf(asker), MOST_REDIRECTS).pipe(
        map((answer): ModelCard => {
          const config = parseAnswer(configSchema, `GET ${url}`, answer);
          return {
            ...(config.model_family && { family: config.model_family }),
            ...(config.model_type && { parameterSize: config.model_type }),
            ...(config.file_type && { quantization: config.file_type }),
            ...(config.requires && { requires: config.requires }),
          };
        }),
      );
    },
  };
}

const outOfReach = (detail: string): PortError => new PortError({ kind: "registry-unreachable", detail });

/** What a registry means by a status (docs/ollama.md §2.5 and §5.1). */
const REFUSALS: ReadonlyMap<number, PullFailure> = new Map([
  [401, { kind: "unauthorised" }],
  [403, { kind: "unauthorised" }],
  [404, { kind: "not-in-registry" }],
  [412, { kind: "needs-newer-ollama" }],
  [429, { kind: "rate-limited" }],
]);

const nameOf = ({ version }: Asker) => ({ "user-agent": `ollama/${version} (paddock)` });

function addressOf(name: ModelName, { isInsecure, standIns }: HttpRegistryOptions, path: string): string {
  const { host, namespace, model } = partsOf(name);
  // Hugging Face's short name is the same registry under another address.
  const realHost = host === "hf.co" ? "huggingface.co" : host;
  const standIn =
    realHost === "huggingface.co"
      ? standIns?.huggingFace
      : realHost === "registry.ollama.ai"
        ? standIns?.ollama
        : undefined;
  const base = standIn ?? `${isInsecure(host) ? "http" : "https"}://${realHost}`;
  return `${base}/v2/${namespace}/${model}/${path}`;
}

function manifestOf(answer: HttpAnswer, endpoint: string): Manifest {
  const manifest = parseAnswer(manifestSchema, endpoint, answer);
  const model = manifest.layers.find(({ mediaType }) => mediaType === "application/vnd.ollama.image.model");
  return {
    digest: createHash("sha256").update(answer.text).digest("hex"),
    layers: layersOf(manifest),
    configDigest: manifest.config.digest,
    ...(model && { modelDigest: model.digest }),
  };
}

function locationOf({ headers }: HttpAnswer, base: string): URL | undefined {
  const location = headers.get("location");
  return location !== undefined && URL.canParse(location, base) ? new URL(location, base) : undefined;
}
