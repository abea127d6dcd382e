import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:https";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { lastValueFrom, map, toArray } from "rxjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toFailure } from "../../shared/failure.ts";
import { parseFingerprint, type TlsTrust } from "../../hosts/tls-trust.ts";
import { AUTHORITY, SELF_SIGNED, SIGNED } from "../../testing/certificates.ts";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { peerCertificate } from "./peer-certificate.ts";
import { undiciTransport } from "./undici-transport.ts";

const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;

const NOTHING = undefined;
const OUR_AUTHORITY: TlsTrust = { kind: "authorities", pem: AUTHORITY };
const trusting = ({ cert }: { readonly cert: string }): TlsTrust => ({
  kind: "certificate",
  fingerprint: fingerprintOf(cert),
});

/** What the servers were sent: a request that arrives where it should not is the fault to look for. */
const arrived: string[] = [];

const serverWith = (certificate: { readonly cert: string; readonly key: string }) =>
  createServer(certificate, (request, response) => {
    arrived.push(`${request.headers["authorization"]}`);
    if (request.url === "/continued") response.writeContinue();
    response.end("hello");
  });
const servers = { signed: serverWith(SIGNED), "self-signed": serverWith(SELF_SIGNED) };
type Certificate = keyof typeof servers;

beforeAll(async () => {
  for (const server of Object.values(servers))
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  for (const server of Object.values(servers)) server.close();
});

/** The status of the answer, or the failure. */
async function send(certificate: Certificate, trust: TlsTrust | undefined, path = "/"): Promise<unknown> {
  const transport = undiciTransport(trust);
  const { port } = servers[certificate].address() as AddressInfo;
  const headers = { authorization: "Bearer planted" };
  arrived.length = 0;
  try {
    const answer$ = transport.send({ method: "GET", url: `https://127.0.0.1:${port}${path}`, headers });
    return await lastValueFrom(
      answer$.pipe(
        toArray(),
        map(([head]) => head?.kind === "head" && head.status),
      ),
    );
  } catch (error) {
    return toFailure(error);
  } finally {
    transport.close();
  }
}

const NOT_TRUSTED = { kind: "unreachable", cause: "tls" };

it("a trusted host that says unasked that it may be sent to is told as that", async () => {
  expect(await send("signed", OUR_AUTHORITY, "/continued")).toEqual({
    kind: "unexpected",
    detail: "a proxy sent “100 Continue” without being asked",
  });
});

describe("a host with TLS", () => {
  it.each<[Certificate, string, TlsTrust | undefined, unknown]>([
    ["signed", "no trust of its own", NOTHING, NOT_TRUSTED],
    ["signed", "its authority", OUR_AUTHORITY, 200],
    ["signed", "its fingerprint", trusting(SIGNED), 200],
    ["signed", "another fingerprint", trusting(SELF_SIGNED), NOT_TRUSTED],
    ["self-signed", "no trust of its own", NOTHING, NOT_TRUSTED],
    ["self-signed", "an authority that did not sign it", OUR_AUTHORITY, NOT_TRUSTED],
    // Deno refuses a certificate that no authority has signed before it can be compared.
    ["self-signed", "its fingerprint", trusting(SELF_SIGNED), "Deno" in globalThis ? NOT_TRUSTED : 200],
    ["self-signed", "another fingerprint", trusting(SIGNED), NOT_TRUSTED],
  ])(
    "that is %s is sent requests with %s, or nothing at all",
    async (certificate, _what, trust, expected) => {
      expect(await send(certificate, trust)).toEqual(expected);
      expect(arrived).toEqual(expected === 200 ? ["Bearer planted"] : []);
    },
  );
});

describe("the certificate of a host", () => {
  const at = (port: number) => ({ ...DEFAULT_ENDPOINT, scheme: "https", port }) as const;

  it("is read no matter who has signed it, and nothing is sent", async () => {
    arrived.length = 0;
    const { port } = servers["self-signed"].address() as AddressInfo;
    const certificate = await peerCertificate(at(port));
    expect(certificate).toMatchObject({
      fingerprint: fingerprintOf(SELF_SIGNED.cert),
      subject: "other.example",
    });
    expect(parseFingerprint(certificate?.fingerprint ?? "")).toBe(certificate?.fingerprint);
    expect(arrived).toEqual([]);
  });

  it("is unknown where nothing answers, or no TLS", async () => {
    const plain = createTcpServer((socket) => void socket.resume().end("hello")).listen(0, "127.0.0.1");
    await once(plain, "listening");
    const { port } = plain.address() as AddressInfo;
    expect(await peerCertificate(at(port))).toBeUndefined();
    plain.close();
    await once(plain, "close");
    expect(await peerCertificate(at(port))).toBeUndefined();
  });
});
