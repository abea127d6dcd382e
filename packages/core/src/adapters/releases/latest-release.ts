import { catchError, defer, map, throwError } from "rxjs";
import * as v from "valibot";
import type { HttpTransport } from "../../ollama/http-transport.port.ts";
import type { LatestRelease } from "../../releases/latest-release.port.ts";
import { releaseVersionSchema } from "../../releases/release.ts";
import { PortError } from "../../shared/failure.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { patienceOf } from "../http/patience.ts";
import { toPortError } from "../http/transport-failure.ts";
import { fetchWhole, parseAnswer, type HttpAnswer } from "../ollama/http-answer.ts";

/**
 * The newest release that is neither a draft nor a release candidate:
 * https://docs.github.com/en/rest/releases/releases#get-the-latest-release. Ollama's apps ask `ollama.com/api/update`,
 * which wants to know the person's version, machine and signature; this asks for nothing in return.
 */
const ADDRESS = "https://api.github.com/repos/ollama/ollama/releases/latest";

const PATIENCE_MS = 10_000;
/** With the notes and files of a release, it has about 100 KB. */
const MOST_BYTES = 2_000_000;

const answerSchema = v.object({
  tag_name: v.pipe(
    v.string(),
    v.transform((tag) => tag.replace(/^v/, "")),
    releaseVersionSchema,
  ),
});

type Options = {
  readonly transport: HttpTransport;
  readonly logger: Logger;
  /** In tests: another address. */
  readonly address?: string;
};

/** Asks GitHub, without cookies, tokens or anything about this machine. Redirects are not followed. */
export const latestRelease =
  ({ transport, logger, address = ADDRESS }: Options): LatestRelease =>
  () =>
    defer(() => {
      logger.info(`GET ${address}`);
      // GitHub refuses requests without a user agent.
      const headers = { accept: "application/vnd.github+json", "user-agent": "paddock" };
      const request = { method: "GET", url: address, headers, ...patienceOf(PATIENCE_MS) } as const;
      return fetchWhole(transport, request, MOST_BYTES);
    }).pipe(
      map(versionIn),
      catchError((error: unknown) => throwError(() => toPortError(error))),
    );

/** GitHub says by 403 or 429 that too many were asked from one address. */
function versionIn(answer: HttpAnswer): string {
  if (answer.status === 403 || answer.status === 429) throw new PortError({ kind: "rate-limited" });
  if (answer.status < 200 || answer.status >= 300)
    throw new PortError(
      answer.status >= 300 && answer.status < 400
        ? { kind: "redirected", status: answer.status }
        : { kind: "rejected", status: answer.status, message: "" },
    );
  return parseAnswer(answerSchema, "GET /releases/latest", answer).tag_name;
}
