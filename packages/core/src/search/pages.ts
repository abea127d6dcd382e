/** The first path segments of a site that are not users or organisations. */
const PAGES: Readonly<Record<string, ReadonlySet<string>>> = {
  "ollama.com": words(
    "account api assets blog cloud connect contact docs download install invite jobs login logout models new partners",
    "pricing privacy public search security settings signin signout signup teams terms turbo upgrade v1 v2",
  ),
  "hf.co": words(
    "api blog brand changelog chat collections contact datasets docs enterprise inference inference-endpoints",
    "inference-providers join kernels languages learn login logout metrics models new new-dataset new-space",
    "notifications organizations papers playground posts pricing privacy search security settings spaces storage",
    "subscribe support tasks terms-of-service welcome",
  ),
  modelscope: words(
    "about aigc api brand collections competition datasets docs events headlines home leaderboard learn login mcp my",
    "notebook organization papers profile search studios topic topics",
  ),
};

/** Whether what follows such a path segment is a page and no model; `host` is the site's name in names of models. */
export const isPage = (host: string, segment: string): boolean =>
  PAGES[host.replace(/^modelscope\..*/, "modelscope")]?.has(segment.toLowerCase()) ?? false;

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(" ")));
}
