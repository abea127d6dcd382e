import { catchError, defer, map, of, switchMap, throwError, type Observable } from "rxjs";
import { PortError, type Failure } from "../../shared/failure.ts";
import { isLeftover } from "../../models/leftover.ts";
import { partsOf, type ModelName } from "../../models/model-name.ts";
import type { RunnerOrder } from "../../models/runners.ts";
import { isOlderThan } from "../../service/versions.ts";
import type { ModelCard } from "../../downloads/preview.ts";
import type { HttpTransport } from "../../ollama/http-transport.port.ts";
import type { Logger } from "../../shared/logger.port.ts";
import type { Asker, Registry } from "../../downloads/registry.port.ts";
import { errorWordsIn } from "../ollama/error-words.ts";
import { fetchWhole, parseJson, type HttpAnswer } from "../ollama/http-answer.ts";
import { childFor, digestsOf, parseChild, parseFound, type Found } from "./manifest-answers.ts";
import { configSchema, LIST } from "./registry-schemas.ts";
import { patienceOf } from "../http/patience.ts";
import { toPortError } from "../http/transport-failure.ts";

/** In a demo: the addresses of the stand-ins for the registries of Ollama and Hugging Face. */
export type RegistryStandIns = { readonly ollama: string; readonly huggingFace?: string | undefined };

type HttpRegistryOptions = {
  readonly transport: HttpTransport;
  readonly logger: Logger;
  readonly isInsecure: (host: string) => boolean;
  /** The runners that the Ollama prefers which would pull; absent if its platform is unknown. */
  readonly runnerOrder?: RunnerOrder;
  readonly standIns?: RegistryStandIns;
  /** Milliseconds of silence after which to give up. */
  readonly patienceMs?: number;
};

const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const PATIENCE_MS = 10_000;
/** A registry redirects a request for a blob to its storage (docs/ollama.md §5.1), which may redirect once more. */
const MOST_REDIRECTS = 3;

/** Asks a model's registry what a pull would download. Every request is logged. */
export function httpRegistry(options: HttpRegistryOptions): Registry {
  const { transport, logger, runnerOrder, patienceMs = PATIENCE_MS } = options;

  /** Follows redirects. The target of a redirect gets the same headers as the registry and no others. */
  const get = (
    url: URL,
    headers: Readonly<Record<string, string>>,
    redirectsLeft = MOST_REDIRECTS,
  ): Observable<HttpAnswer> =>
    defer(() => {
      logger.info(`GET ${url.origin}${url.pathname}`); // the query may hold a signature
      return fetchWhole(transport, { method: "GET", url: url.href, headers, ...patienceOf(patienceMs) });
    }).pipe(
      switchMap((answer) => {
        const next = redirectsLeft > 0 ? redirectOf(answer, url) : undefined;
        if (next) return get(next, headers, redirectsLeft - 1);
        const refusal = refusalOf(answer);
        return refusal ? throwError(() => new PortError(refusal)) : of(answer);
      }),
    );

  const ask = (
    model: ModelName,
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Observable<HttpAnswer> =>
    defer(() => get(new URL(path, baseOf(model, options)), headers)).pipe(
      catchError((error: unknown) => throwError(() => toPortError(error))),
    );

  const find = (model: ModelName, asker: Asker): Observable<Found> => {
    if (isLeftover(model)) return throwError(() => new PortError({ kind: "not-in-registry" }));
    const path = pathOf(model, `manifests/${partsOf(model).tag}`);
    return ask(model, path, { accept: acceptedBy(asker), ...userAgentOf(asker) }).pipe(
      map((answer) => parseFound(answer, `GET ${path}`)),
    );
  };

  return {
    manifest: (model, asker, runner) =>
      find(model, asker).pipe(
        switchMap((found) => {
          if (found.kind === "single") return of(found.manifest);
          const child = childFor(found.children, runnerOrder, runner);
          const path = pathOf(model, `blobs/${child.digest}`);
          return ask(model, path, userAgentOf(asker)).pipe(
            map((answer) => parseChild(child, answer, `GET ${path}`)),
          );
        }),
      ),
    digests: (model, asker) => find(model, asker).pipe(map(digestsOf)),
    card(model, { configDigest }, asker) {
      if (configDigest === undefined) return of({});
      const path = pathOf(model, `blobs/${configDigest}`);
      return ask(model, path, userAgentOf(asker)).pipe(map((answer) => cardOf(answer, `GET ${path}`)));
    },
  };
}

/** What a registry's status means (docs/ollama.md §2.5 and §5.1). */
const REFUSALS: ReadonlyMap<number, Failure> = new Map([
  [401, { kind: "unauthorised" }],
  [403, { kind: "unauthorised" }],
  [404, { kind: "not-in-registry" }],
  [412, { kind: "needs-newer-ollama" }],
  [429, { kind: "rate-limited" }],
]);

function refusalOf({ status, text }: HttpAnswer): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return { kind: "redirected", status };
  // Hugging Face's errors about a tag (docs/ollama.md §5.1).
  if (status === 400 && /sharded GGUF/i.test(text)) return { kind: "sharded" };
  if (status === 400 && /not a valid quantization/i.test(text)) return { kind: "not-in-registry" };
  const words = status < 500 ? errorWordsIn(text) : undefined;
  return REFUSALS.get(status) ?? { kind: "rejected", status, message: words ?? "" };
}

/** The target of a redirect, without user name and password; `undefined` if it leads from https to http. */
function redirectOf({ status, headers }: HttpAnswer, url: URL): URL | undefined {
  const location = headers.get("location");
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url))
    return undefined;
  const next = new URL(location, url);
  if (next.protocol !== "https:" && next.protocol !== url.protocol) return undefined;
  next.username = "";
  next.password = "";
  return next;
}

/** Ollama asks for lists since 0.40; an older one is given the only manifest, or the one that the registry chooses. */
const acceptedBy = ({ version }: Asker): string =>
  isOlderThan(version, "0.40.0") ? MANIFEST : `${LIST}, ${MANIFEST}`;

const userAgentOf = ({ version }: Asker) => ({ "user-agent": `ollama/${version} (paddock)` });

/** `hf.co` is a short name of Hugging Face's registry. */
function baseOf(name: ModelName, { isInsecure, standIns }: HttpRegistryOptions): string {
  const { host } = partsOf(name);
  const realHost = host === "hf.co" ? "huggingface.co" : host;
  const standIn =
    realHost === "huggingface.co"
      ? standIns?.huggingFace
      : realHost === "registry.ollama.ai"
        ? standIns?.ollama
        : undefined;
  return standIn ?? `${isInsecure(host) ? "http" : "https"}://${realHost}`;
}

function pathOf(name: ModelName, what: string): string {
  const { namespace, model } = partsOf(name);
  return `/v2/${namespace}/${model}/${what}`;
}

function cardOf(answer: HttpAnswer, endpoint: string): ModelCard {
  const config = parseJson(configSchema, endpoint, answer.text);
  return {
    ...(config.model_family && { family: config.model_family }),
    ...(config.model_type && { parameterSize: config.model_type }),
    ...(config.file_type && { quantization: config.file_type }),
    ...(config.requires && { requires: config.requires }),
    ...(config.remote_host && { remoteHost: config.remote_host }),
  };
}
