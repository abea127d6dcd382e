import { catchError, defer, map, of, shareReplay, switchMap, tap, throwError, type Observable } from "rxjs";
import type { AnsweringServer, OtherServer } from "../../service/other-server.ts";
import { isOllamaVersion } from "../../service/versions.ts";
import { PortError, toFailure } from "../../shared/failure.ts";
import { errorWordsIn } from "./error-words.ts";
import { parseAnswer, type HttpAnswer } from "./http-answer.ts";
import { versionSchema } from "./ollama-schemas.ts";
import { fieldsOf, ownersIn, serverOf } from "./server-signs.ts";

type AnsweringServerPorts = {
  readonly send: (path: string) => Observable<HttpAnswer>;
  /** Fails unless the server lists its models as Ollama does. */
  readonly list: () => Observable<unknown>;
};

/**
 * Asks who answers: Ollama, a server that speaks its API, or another one, which is a failure with its name. What looks like
 * Ollama is asked nothing but its version.
 */
export function createAnsweringServer({
  send,
  list,
}: AnsweringServerPorts): () => Observable<AnsweringServer> {
  /** Who gave the last version that is not Ollama's; another program may have its port later. */
  let known: { readonly text: string; readonly answering: AnsweringServer } | undefined;

  /** Fails unless it speaks Ollama's API. */
  const confirm = (answer: HttpAnswer, server$: Observable<OtherServer | undefined>) =>
    defer(() => {
      const { version, ...more } = parseAnswer(versionSchema, "GET /api/version", answer);
      const isOllamas = isOllamaVersion(version) && Object.keys(more).length === 0;
      if (isOllamas && isOfGin(answer)) return of({ version });
      if (known?.text === answer.text) return of(known.answering);
      return server$.pipe(
        switchMap((server) => (isOllamas && !server ? of(server) : list().pipe(map(() => server)))),
        map((server): AnsweringServer => ({ version, ...(server && { server }) })),
        tap((answering) => (known = { text: answer.text, answering })),
      );
    });

  return () =>
    send("/api/version").pipe(
      switchMap((answer) => {
        const server$ = identify(answer, send).pipe(shareReplay(1));
        return confirm(answer, server$).pipe(catchError((error: unknown) => failWithName(error, server$)));
      }),
      tap({ error: () => (known = undefined) }),
    );
}

/** The form of Ollama's answers, which its HTTP library gives them (recordings `version`). */
const isOfGin = ({ headers }: HttpAnswer): boolean =>
  headers.get("content-type") === "application/json; charset=utf-8";

/** Asks for its models in OpenAI's form only if it was not recognised by its version. */
function identify(
  answer: HttpAnswer,
  send: AnsweringServerPorts["send"],
): Observable<OtherServer | undefined> {
  const { headers, text } = answer;
  const server = serverOf({
    software: headers.get("server"),
    error: errorWordsIn(text),
    versionFields: fieldsOf(text),
  });
  if (server) return of(server);
  return send("/v1/models").pipe(
    map((models) => serverOf({ owners: ownersIn(models.text) })),
    catchError(() => of(undefined)), // then it is not known who it is
  );
}

/** An answer that no Ollama gives is the failure of the server that gave it, if that is known. */
function failWithName(error: unknown, server$: Observable<OtherServer | undefined>): Observable<never> {
  const { kind } = toFailure(error);
  if (kind !== "not-supported" && kind !== "unreadable") return throwError(() => error);
  return server$.pipe(
    map((server) => {
      throw server ? new PortError({ kind: "another-server", server }) : error;
    }),
  );
}
