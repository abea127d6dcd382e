import type { IncomingMessage } from "node:http";
import { wait } from "../../clock.ts";
import type { DownloadContext } from "./download-context.ts";
import { Canceled, toError } from "./errors.ts";
import { sendToRegistry } from "./registry-request.ts";

/**
 * Finds the URL of a blob in the store, to which the registry redirects. Errors are retried for 30 s; then it fails with
 * `context deadline exceeded`, and the last error is lost.
 */
export async function findDirectUrl(
  url: URL,
  signal: AbortSignal,
  downloadContext: DownloadContext,
): Promise<URL> {
  const { clock, random, log } = downloadContext;
  const timeout = new AbortController();
  const timer = clock.setTimeout(() => timeout.abort(), TIMEOUT_MS);
  const either = AbortSignal.any([signal, timeout.signal]);
  try {
    for (let attempt = 1; ; attempt += 1) {
      const found = await followRedirects(url, either, downloadContext).catch(toError);
      if (signal.aborted) throw new Canceled();
      if (timeout.signal.aborted) throw new Error("context deadline exceeded");
      if (!(found instanceof Error)) return locationOf(found, url);
      log(`failed to get direct URL; backing off and retrying err=${JSON.stringify(found.message)}`);
      await wait(clock, Math.min(attempt ** 2 * 10, MAX_BACKOFF_MS) * (random() + 0.5), either);
    }
  } finally {
    clock.clearTimeout(timer);
  }
}

const TIMEOUT_MS = 30_000;
const MAX_BACKOFF_MS = 10_000;
const MAX_REDIRECTS = 10;

/** Follows redirects within the same host. Like Go, it ignores ports when it compares hosts. */
async function followRedirects(
  url: URL,
  signal: AbortSignal,
  downloadContext: DownloadContext,
): Promise<IncomingMessage> {
  let at = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await sendToRegistry(at, { signal }, downloadContext);
    // The body is not needed, and may be a whole layer.
    answer.destroy();
    const next = isRedirect(answer) ? URL.parse(answer.headers.location ?? "", at) : null;
    if (next === null || next.hostname !== url.hostname) return answer;
    at = next;
  }
  throw new Error("maximum redirects exceeded (10) for directURL");
}

function isRedirect({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 300 && statusCode < 400;
}

function locationOf({ statusCode = 0, headers }: IncomingMessage, url: URL): URL {
  if (statusCode !== 307 && statusCode !== 200) throw new Error(`unexpected status code ${statusCode}`);
  if (headers.location === undefined) throw new Error("http: no Location header in response");
  return new URL(headers.location, url);
}
