import { firstValueFrom } from "rxjs";
import { afterAll, expect, it } from "vitest";
import { toFailure } from "../../shared/failure.ts";
import { serve } from "../../testing/serving.ts";
import { nodeTransport } from "../http/node-transport.ts";
import { latestRelease } from "./latest-release.ts";

const transport = nodeTransport();
afterAll(() => transport.close());

type Site = { readonly status?: number; readonly body?: string; readonly location?: string };

/** What a site with this answer leads to, and the requests that it got. */
async function asked({ status = 200, body = "", location }: Site) {
  const requests: { readonly line: string; readonly headers: readonly string[] }[] = [];
  await using server = await serve((request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, headers: Object.keys(request.headers) });
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  const latest = latestRelease({
    transport,
    logger: { info() {}, warn() {} },
    address: `${server.url}/latest`,
  });
  const answering = latest();
  expect(requests).toEqual([]);
  const result = await firstValueFrom(answering).catch((error: unknown) => toFailure(error));
  return { result, requests };
}

it("reads the newest release, and tells nothing about the person", async () => {
  const { result, requests } = await asked({ body: '{"tag_name":"v0.40.12","name":"v0.40.12","assets":[]}' });
  expect(result).toBe("0.40.12");
  expect(requests.map(({ line }) => line)).toEqual(["GET /latest"]);
  const expected = new Set(["accept", "user-agent", "host", "connection"]);
  expect(requests[0]?.headers.filter((name) => !expected.has(name))).toEqual([]);
});

it.each<[string, Site, object]>([
  ["no version", { body: '{"tag_name":"<img src=x>"}' }, { kind: "unreadable" }],
  ["a release candidate", { body: '{"tag_name":"v0.41.0-rc1"}' }, { kind: "unreadable" }],
  ["no JSON", { body: "<html>" }, { kind: "unreadable", problem: "a web page" }],
  ["a redirect", { status: 302, location: "http://127.0.0.1:1/" }, { kind: "redirected", status: 302 }],
  [
    "too many requests",
    { status: 403, body: '{"message":"API rate limit exceeded"}' },
    { kind: "rate-limited" },
  ],
  ["an error", { status: 500 }, { kind: "rejected", status: 500 }],
  ["too much", { body: " ".repeat(2_100_000) }, { kind: "unreadable", problem: "more than 2000000 bytes" }],
])("does not take %s for one", async (_, site, expected) => {
  const { result, requests } = await asked(site);
  expect(result).toMatchObject(expected);
  expect(requests).toHaveLength(1);
});
