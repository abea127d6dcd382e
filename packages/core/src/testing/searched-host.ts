import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { HostMood, SearchedHost } from "./contracts/model-search.ts";

/** A stand-in for a host that is searched, and how to close it. */
export type OpenSearchedHost = SearchedHost & AsyncDisposable & { readonly url: string };

/** What it has for a path, while it is well or hostile; nothing: 404. */
export type Pages = (url: URL, isHostile: boolean) => string | undefined;

/** Opens one on loopback, and another one that nobody should ask. */
export async function openSearchedHost(pages: Pages): Promise<OpenSearchedHost> {
  const requests: string[] = [];
  const waiting: { readonly what: "request" | "departure"; readonly go: () => void }[] = [];
  let mood: HostMood = "well";
  let strayCount = 0;

  const tell = (what: "request" | "departure"): void => {
    for (const one of waiting.filter((each) => each.what === what)) {
      waiting.splice(waiting.indexOf(one), 1);
      one.go();
    }
  };
  const elsewhere = await listen((_request, response) => {
    strayCount += 1;
    response.end("[]");
  });
  const host = await listen((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    requests.push(`${request.method} ${url.pathname}`);
    response.on("close", () => {
      if (!response.writableFinished) tell("departure");
    });
    answer(response, { mood, elsewhere: elsewhere.url, page: pages(url, mood === "hostile") });
    tell("request");
  });
  return {
    url: host.url,
    requests,
    get mood() {
      return mood;
    },
    set mood(other) {
      mood = other;
    },
    get strayCount() {
      return strayCount;
    },
    next: (what) => new Promise((go) => waiting.push({ what, go })),
    async [Symbol.asyncDispose]() {
      await Promise.all([host.close(), elsewhere.close()]);
    },
  };
}

type Answering = {
  readonly mood: HostMood;
  readonly elsewhere: string;
  readonly page: string | undefined;
};

function answer(response: ServerResponse, { mood, elsewhere, page }: Answering): void {
  switch (mood) {
    case "well":
    case "hostile":
      response.writeHead(page === undefined ? 404 : 200).end(page ?? "404 page not found");
      return;
    case "failing":
      response.writeHead(500).end("oh");
      return;
    case "cut":
      response.writeHead(200, { "content-length": "1000" }).write("half", () => response.destroy());
      return;
    case "strange":
      response.writeHead(200).end("<article>Something else altogether</article>");
      return;
    case "silent":
      return;
    case "redirecting":
      response.writeHead(302, { location: `${elsewhere}/` }).end();
      return;
  }
}

async function listen(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
