import { systemClock, type Clock } from "../clock.ts";
import { createListener } from "../simulator/http/listener.ts";
import {
  sendSearched,
  toSearchRequest,
  type SearchAnswer,
  type SearchFault,
  type SearchRequest,
} from "./faults.ts";
import { toSearchPage, type ListedModel, type Markup } from "./search-page.ts";

/** What there is on a stand-in for ollama.com. */
export type OllamaSiteOptions = {
  readonly models?: readonly ListedModel[];
  readonly markup?: Markup;
  /** How many models a page has (20). */
  readonly pageSize?: number;
  readonly port?: number;
  readonly clock?: Clock;
};

/** A stand-in for the search page of ollama.com, on loopback. */
export interface OllamaSite {
  readonly url: string;
  /** May be changed at any time, as that of the real one is. */
  markup: Markup;
  fault: SearchFault | undefined;
  /** What was asked, oldest first. */
  readonly requests: readonly SearchRequest[];
  close(): Promise<void>;
}

/** Opens it on a port of its own. */
export async function openOllamaSite(options: OllamaSiteOptions = {}): Promise<OllamaSite> {
  const { models = [], pageSize = 20, clock = systemClock } = options;
  const requests: SearchRequest[] = [];
  let markup = options.markup ?? "marked";
  let fault: SearchFault | undefined;
  const listener = createListener("127.0.0.1", options.port ?? 0, (raw, response) => {
    const request = toSearchRequest(raw);
    requests.push(request);
    void sendSearched(answerSite(models, request, { markup, pageSize }), response, fault, clock);
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
  // Only htmx gets another page than the first one.
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
