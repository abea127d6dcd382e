import { forkJoin, lastValueFrom } from "rxjs";
import type { Endpoint } from "../hosts/endpoint.ts";
import type { HostTest } from "../hosts/host-book.port.ts";
import type { HttpTransport } from "../ollama/http-transport.port.ts";
import { toFailure } from "../shared/failure.ts";
import { httpOllamaApi } from "./ollama/http-ollama-api.ts";

type TestHostOptions = {
  readonly endpoint: Endpoint;
  readonly headers: Readonly<Record<string, string>>;
  readonly transport: HttpTransport;
};

/** Asks for the version and the models: other programs have a version at the same path. Never rejects. */
export async function testHost({ transport, ...options }: TestHostOptions): Promise<HostTest> {
  const api = httpOllamaApi({ ...options, transport, longTransport: transport });
  try {
    const { answering, models } = await lastValueFrom(
      forkJoin({ answering: api.version(), models: api.list() }),
    );
    return { kind: "found", answering, models: models.length };
  } catch (error) {
    return { kind: "failed", failure: toFailure(error) };
  }
}
