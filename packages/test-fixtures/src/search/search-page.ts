/** A model in a list of ollama.com. */
export type ListedModel = {
  /** `name`, or `user/name`. */
  readonly name: string;
  readonly description?: string;
  readonly sizes?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly pulls?: string;
  readonly tagCount?: number;
  readonly updated?: string;
};

/**
 * The markup of the page: with the `x-test-…` attributes that scrapers rely on, without them (as reported in 2026), or
 * unknown.
 */
export type Markup = "marked" | "bare" | "strange";

/** A page of results. A fragment (for htmx) has only the items, and an element that loads the next page. */
export function toSearchPage(
  models: readonly ListedModel[],
  {
    markup,
    nextPage,
    isFragment,
  }: { readonly markup: Markup; readonly nextPage: string | undefined; readonly isFragment: boolean },
): string {
  const next =
    nextPage === undefined
      ? ""
      : `<li hx-get="${escaped(nextPage)}" hx-trigger="revealed" hx-swap="outerHTML" hx-target="this"></li>`;
  const items = models.map((model) => toItem(model, markup)).join("\n") + (markup === "strange" ? "" : next);
  if (isFragment) return items;
  const found = models.length === 0 ? "<p>No models found.</p>" : items;
  const list =
    markup === "strange" ? `<main>${found}</main>` : `<ul role="list" class="grid grid-cols-1">${found}</ul>`;
  return `<!doctype html>\n<html lang="en"><head><title>Ollama Search</title></head><body>${list}</body></html>\n`;
}

function toItem(model: ListedModel, markup: Markup): string {
  switch (markup) {
    case "marked":
      return toMarkedItem(model);
    case "bare":
      return toBareItem(model);
    case "strange":
      return `<article data-n="${escaped(model.name)}"><b>${escaped(model.name)}</b></article>`;
  }
}

function toMarkedItem(model: ListedModel): string {
  const { name, description = "", sizes = [], capabilities = [] } = model;
  const { pulls = "1,024", tagCount = 1, updated = "2 months ago" } = model;
  return [
    '<li x-test-model class="flex items-baseline border-b border-neutral-200 py-6">',
    `<a href="${hrefOf(name)}" class="group w-full">`,
    `<div title="${escaped(name)}"><h2><span x-test-search-response-title>${escaped(name)}</span></h2>`,
    `<p class="max-w-lg break-words text-neutral-800 text-md">${escaped(description)}</p></div><div>`,
    ...capabilities.map((capability) => `<span x-test-capability>${escaped(capability)}</span>`),
    ...sizes.map((size) => `<span x-test-size>${escaped(size)}</span>`),
    `</div><p><span><span x-test-pull-count>${escaped(pulls)}</span><span> Pulls</span></span>`,
    `<span><span x-test-tag-count>${tagCount}</span><span> Tags</span></span>`,
    `<span><span x-test-updated>${escaped(updated)}</span></span></p></a></li>`,
  ].join("\n");
}

function toBareItem(model: ListedModel): string {
  const { name, description = "", sizes = [], capabilities = [] } = model;
  const { pulls = "1,024", tagCount = 1, updated = "2 months ago" } = model;
  return [
    '<li class="flex items-baseline border-b border-neutral-200 py-6">',
    `<a href="${hrefOf(name)}" class="group w-full"><h2><span>${escaped(name)}</span></h2>`,
    `<p class="max-w-lg break-words text-neutral-800">${escaped(description)}</p>`,
    ...[...capabilities, ...sizes].map((word) => `<span>${escaped(word)}</span>`),
    `<span>${escaped(pulls)}</span><span> Pulls</span><span>${tagCount}</span><span> Tags</span>`,
    `<span>Updated&nbsp;</span><span>${escaped(updated)}</span></a></li>`,
  ].join("\n");
}

function hrefOf(name: string): string {
  return escaped(name.includes("/") ? `/${name}` : `/library/${name}`);
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
