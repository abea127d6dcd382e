import { BehaviorSubject, of, Subject, throwError } from "rxjs";
import { expect, it } from "vitest";
import { PortError } from "../shared/failure.ts";
import type { FoundModel, SearchSource, SearchView } from "./found-models.ts";
import type { ModelSearch } from "./model-search.port.ts";
import { searchModels } from "./search-models.source.ts";

const found = (name: string, source: SearchSource): FoundModel => ({
  source,
  name,
  description: "",
  capabilities: [],
  tags: [],
});

function opened() {
  const asked: string[] = [];
  const local: ModelSearch = {
    source: "catalogue",
    date: "2026-11-25",
    search: (text) => of([found(`local-${text}`, "catalogue")]),
    variants: () => of([]),
  };
  const remote: ModelSearch = {
    source: "hugging-face",
    host: "huggingface.co",
    search: (text) => {
      asked.push(text);
      return text === "broken"
        ? throwError(() => new PortError({ kind: "rate-limited" }))
        : of([found(`remote-${text}`, "hugging-face")]);
    },
    variants: () => of([]),
  };
  const text$ = new BehaviorSubject("");
  const asked$ = new Subject<SearchSource>();
  const views: (readonly SearchView[])[] = [];
  searchModels([local, remote], text$, asked$).subscribe((view) => views.push(view));
  return { asked, text$, asked$, now: () => views.at(-1) };
}

it("searches local sources while the person types, and other hosts only on request", () => {
  const { asked, text$, asked$, now } = opened();
  for (const text of ["q", "qw", "qwen", "qwen "]) text$.next(text);
  expect(asked).toEqual([]);
  expect(now()).toMatchObject([
    { source: "catalogue", date: "2026-11-25", status: { kind: "found", models: [{ name: "local-qwen" }] } },
    { source: "hugging-face", host: "huggingface.co", status: { kind: "not-asked" } },
  ]);
  asked$.next("hugging-face");
  expect(asked).toEqual(["qwen"]);
  expect(now()?.[1]?.status).toMatchObject({ kind: "found", models: [{ name: "remote-qwen" }] });
});

it("another host is not searched again for a new text, except on request", () => {
  const { asked, text$, asked$, now } = opened();
  text$.next("qwen");
  asked$.next("hugging-face");
  text$.next("qwen3");
  expect(now()?.[1]?.status).toEqual({ kind: "not-asked" });
  expect(asked).toEqual(["qwen"]);
});

it("reports why one source has failed, and the others continue", () => {
  const { text$, asked$, now } = opened();
  text$.next("broken");
  asked$.next("hugging-face");
  expect(now()).toMatchObject([
    { status: { kind: "found" } },
    { status: { kind: "failed", failure: { kind: "rate-limited" } } },
  ]);
  text$.next("qwen");
  asked$.next("hugging-face");
  expect(now()?.[1]?.status).toMatchObject({ kind: "found" });
});
