import type { ServerResponse } from "node:http";
import type { HostBehaviour, SearchedHost } from "./contracts/model-search.ts";
import { serve } from "./serving.ts";

/** A stand-in for a searched host. Dispose it to close it. */
export type OpenSearchedHost = SearchedHost & AsyncDisposable & { readonly url: string };

/** The content of a page, while the host is `normal` or `hostile`; `undefined` gives status 404. */
export type Pages = (url: URL, isHostile: boolean) => string | undefined;

/** Opens a server on loopback, and another one that must not get any requests. */
export async function openSearchedHost(pages: Pages): Promise<OpenSearchedHost> {
  const requests: string[] = [];
  const waiting: { readonly what: "request" | "cancellation"; readonly resolve: () => void }[] = [];
  let behaviour: HostBehaviour = "normal";
  let strayCount = 0;

  const notify = (what: "request" | "cancellation"): void => {
    for (const one of waiting.filter((each) => each.what === what)) {
      waiting.splice(waiting.indexOf(one), 1);
      one.resolve();
    }
  };
  const elsewhere = await serve((_request, response) => {
    strayCount += 1;
    response.end("[]");
  });
  const host = await serve((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    requests.push(`${request.method} ${url.pathname}`);
    response.on("close", () => {
      if (!response.writableFinished) notify("cancellation");
    });
    answer(response, { behaviour, elsewhere: elsewhere.url, page: pages(url, behaviour === "hostile") });
    notify("request");
  });
  return {
    url: host.url,
    requests,
    get behaviour() {
      return behaviour;
    },
    set behaviour(next) {
      behaviour = next;
    },
    get strayCount() {
      return strayCount;
    },
    next: (what) => new Promise((resolve) => waiting.push({ what, resolve })),
    async [Symbol.asyncDispose]() {
      await Promise.all([host, elsewhere].map((server) => server[Symbol.asyncDispose]()));
    },
  };
}

type AnswerOptions = {
  readonly behaviour: HostBehaviour;
  readonly elsewhere: string;
  readonly page: string | undefined;
};

function answer(response: ServerResponse, { behaviour, elsewhere, page }: AnswerOptions): void {
  switch (behaviour) {
    case "normal":
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
