import { systemClock, type Clock } from "../clock.ts";
import { createListener } from "../simulator/http/listener.ts";
import {
  sendAnswer,
  toSearchRequest,
  type SearchAnswer,
  type SearchFault,
  type SearchRequest,
} from "./faults.ts";
import { toSearchPage, type ListedModel, type Markup } from "./search-page.ts";

export type OllamaSiteOptions = {
  readonly models?: readonly ListedModel[];
  readonly markup?: Markup;
  /** Models on a page. Default: 20. */
  readonly pageSize?: number;
  readonly port?: number;
  readonly clock?: Clock;
};

/** A stand-in for the search page of ollama.com, on a loopback address. */
export interface OllamaSite {
  readonly url: string;
  /** May be changed at any time. */
  markup: Markup;
  fault: SearchFault | undefined;
  /** The received requests, oldest first. */
  readonly requests: readonly SearchRequest[];
  close(): Promise<void>;
}

export async function openOllamaSite(options: OllamaSiteOptions = {}): Promise<OllamaSite> {
  const { models = [], pageSize = 20, clock = systemClock } = options;
  const requests: SearchRequest[] = [];
  let markup = options.markup ?? "marked";
  let fault: SearchFault | undefined;
  const listener = createListener("127.0.0.1", options.port ?? 0, (raw, response) => {
    const request = toSearchRequest(raw);
    requests.push(request);
    void sendAnswer(answerSite(models, request, { markup, pageSize }), response, { fault, clock });
  });
  await listener.open();
  return {
    url: `http://127.0.0.1:${listener.port}`,
    requests,
    get markup() {
      return markup;
    },
    set markup(other) {
      markup = other;
    },
    get fault() {
      return fault;
    },
    set fault(other) {
      fault = other;
    },
    close: () => listener.shut(),
  };
}

function answerSite(
  models: readonly ListedModel[],
  { path, query, headers }: SearchRequest,
  { markup, pageSize }: { readonly markup: Markup; readonly pageSize: number },
): SearchAnswer {
  if (path !== "/search") return html(404, "<!doctype html><title>404</title>");
  const { q = "", c } = query;
  const found = models
    .filter(({ name, description = "" }) => `${name} ${description}`.toLowerCase().includes(q.toLowerCase()))
    .filter(({ capabilities = [] }) => c === undefined || capabilities.includes(c));
  // Requests without the header of htmx always get the first page.
  const isFragment = headers["hx-request"] === "true";
  const page = isFragment ? Math.max(1, Number(query.page ?? 1) || 1) : 1;
  const hasMore = found.length > page * pageSize;
  const next = new URLSearchParams({
    page: String(page + 1),
    ...(q !== "" && { q }),
    ...(c !== undefined && { c }),
  });
  return html(
    200,
    toSearchPage(found.slice((page - 1) * pageSize, page * pageSize), {
      markup,
      isFragment,
      nextPage: hasMore ? `/search?${next.toString()}` : undefined,
    }),
  );
}

function html(status: number, body: string): SearchAnswer {
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}
