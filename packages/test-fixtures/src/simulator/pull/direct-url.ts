import type { IncomingMessage } from "node:http";
import { wait } from "../../clock.ts";
import type { Downloading } from "./download-context.ts";
import { Canceled, toError } from "./errors.ts";
import { askRegistry } from "./registry-request.ts";

/**
 * Finds the place in the store to which a registry sends us for a blob. What goes wrong is tried again for 30 s, after
 * which nothing is said of it but that.
 */
export async function findDirectUrl(url: URL, gone: AbortSignal, downloading: Downloading): Promise<URL> {
  const { clock, random, log } = downloading;
  const tooLate = new AbortController();
  const timer = clock.setTimeout(() => tooLate.abort(), PATIENCE_MS);
  const either = AbortSignal.any([gone, tooLate.signal]);
  try {
    for (let attempt = 1; ; attempt += 1) {
      const found = await ask(url, either, downloading).catch(toError);
      if (gone.aborted) throw new Canceled();
      if (tooLate.signal.aborted) throw new Error("context deadline exceeded");
      if (!(found instanceof Error)) return locationOf(found, url);
      log(`failed to get direct URL; backing off and retrying err=${JSON.stringify(found.message)}`);
      await wait(clock, Math.min(attempt ** 2 * 10, MOST_BACKOFF_MS) * (random() + 0.5), either);
    }
  } finally {
    clock.clearTimeout(timer);
  }
}

const PATIENCE_MS = 30_000;
const MOST_BACKOFF_MS = 10_000;
const MOST_REDIRECTS = 10;

/** Redirects are followed as long as they stay on the same host, as Go compares hosts: without their ports. */
async function ask(url: URL, gone: AbortSignal, downloading: Downloading): Promise<IncomingMessage> {
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await askRegistry(at, { gone }, downloading);
    // The body is not wanted, and may be a whole layer.
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
