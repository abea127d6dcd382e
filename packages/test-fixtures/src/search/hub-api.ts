import type { Json } from "../json.ts";
import type { SearchAnswer, SearchRequest } from "./faults.ts";
import { lastModifiedOf, tagsOf, toDetailed, toListed, type HubRepository } from "./repositories.ts";

/** Answers like Hugging Face under `/api/models`. `undefined` for all other paths. */
export function answerHub(
  repositories: readonly HubRepository[],
  request: SearchRequest,
  baseUrl: string,
): SearchAnswer | undefined {
  if (request.path === "/api/models") return list(repositories, request, baseUrl);
  const [, id] = /^\/api\/models\/([^/]+\/[^/]+)$/.exec(request.path) ?? [];
  if (id === undefined) return undefined;
  const found = repositories.find((repository) => repository.id.toLowerCase() === id.toLowerCase());
  // Without an account, a missing repository looks like a private one.
  if (found === undefined) return json(401, { error: "Invalid username or password." });
  return json(200, toDetailed(found, request.query.blobs === "true"));
}

function list(
  repositories: readonly HubRepository[],
  { query }: SearchRequest,
  baseUrl: string,
): SearchAnswer {
  const { search = "", filter = "", author, sort, cursor = "0", full } = query;
  const limit = Math.min(MAX_ITEMS, Number(query.limit ?? MAX_ITEMS) || MAX_ITEMS);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = filter.split(",").filter(Boolean);
  const found = repositories
    .filter(({ id }) => words.every((word) => id.toLowerCase().includes(word)))
    .filter(({ id }) => author === undefined || id.startsWith(`${author}/`))
    .filter((repository) => wanted.every((tag) => tagsOf(repository).includes(tag)))
    .sort((a, b) => compare(sort, a, b) * (query.direction === "1" ? -1 : 1));
  const from = Number(cursor) || 0;
  const page = found.slice(from, from + limit);
  const next = new URLSearchParams({ ...query, cursor: String(from + limit) });
  const hasMore = found.length > from + limit;
  return json(
    200,
    page.map((repository) => toListed(repository, full === "true" || full === "1")),
    hasMore ? { link: `<${baseUrl}/api/models?${next.toString()}>; rel="next"` } : {},
  );
}

const MAX_ITEMS = 1000;

/** In descending order. */
function compare(sort: string | undefined, a: HubRepository, b: HubRepository): number {
  switch (sort) {
    case "downloads":
      return (b.downloads ?? 0) - (a.downloads ?? 0);
    case "likes":
      return (b.likes ?? 0) - (a.likes ?? 0);
    case "lastModified":
      return Date.parse(lastModifiedOf(b)) - Date.parse(lastModifiedOf(a));
    default:
      return 0;
  }
}

function json(status: number, body: Json, headers: Readonly<Record<string, string>> = {}): SearchAnswer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}
