import { Observable } from "rxjs";
import type { HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import type { ByteSource } from "../../shared/byte-source.ts";
import { PortError, toFailure, type Failure } from "../../shared/failure.ts";
import { expectDone, fetchWhole } from "./http-answer.ts";
import { toPullFailure } from "./pull-failure.ts";

/** Uploads a layer; emits how many of its bytes have been taken so far. */
export const sendBlob = (
  transport: HttpTransport,
  request: HttpRequest,
  source: ByteSource,
): Observable<number> =>
  new Observable((subscriber) => {
    // The file has become longer or shorter: a transport may report that as a broken connection.
    let damage: PortError | undefined;
    const damaged = (): PortError => (damage = new PortError({ kind: "source-damaged" }));
    async function* counted(): AsyncIterable<Uint8Array> {
      let takenBytes = 0;
      for await (const bytes of source.bytes()) {
        if (takenBytes + bytes.length > source.sizeBytes) throw damaged();
        yield bytes;
        takenBytes += bytes.length;
        subscriber.next(takenBytes);
      }
      // A request that ends before its length is waited for by its server, for ever.
      if (takenBytes < source.sizeBytes) throw damaged();
    }
    const body = { sizeBytes: source.sizeBytes, bytes: counted };
    return fetchWhole(transport, { ...request, body }).subscribe({
      next: (answer) => {
        try {
          expectDone("POST /api/blobs", answer);
          subscriber.complete();
        } catch (error) {
          subscriber.error(new PortError(failureOf(toFailure(error)), { cause: error }));
        }
      },
      error: (error: unknown) => subscriber.error(damage ?? error),
    });
  });

/** Ollama refuses in the words of the system, as in a pull (docs/ollama.md §2.5); a proxy by the size. */
function failureOf(failure: Failure): Failure {
  if (failure.kind !== "rejected") return failure;
  if (failure.status === 413) return { kind: "too-large-for-proxy" };
  const known = toPullFailure(failure.message);
  if (known.kind === "digest-mismatch") return { kind: "source-damaged" };
  return known.kind === "rejected" ? failure : known;
}
