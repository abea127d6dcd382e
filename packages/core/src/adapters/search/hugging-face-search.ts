import { defer, map, type Observable } from "rxjs";
import type * as v from "valibot";
import type { FoundModel, ModelVariant } from "../../search/found-models.ts";
import type { ModelSearch } from "../../search/model-search.port.ts";
import { parseAnswer } from "../ollama/http-answer.ts";
import { askHost, endpointOf, type Outside } from "./ask-host.ts";
import { isModel, MOST_FOUND, toWords } from "./found-words.ts";
import { variantsOfFiles } from "./gguf-files.ts";
import { filesSchema, repositoriesSchema, type repositorySchema } from "./hugging-face-schemas.ts";

/** The prefix of a model name that Ollama downloads from Hugging Face. */
const PREFIX = "hf.co/";

/** Searches GGUF models on Hugging Face by its JSON API, most downloaded first (docs/ollama.md §5.3). */
export function huggingFaceSearch(outside: Outside, base = "https://huggingface.co"): ModelSearch {
  const search = (text: string): Observable<readonly FoundModel[]> =>
    defer(() => {
      const url = new URL("/api/models", base);
      const parameters = { filter: "gguf", sort: "downloads", direction: "-1", limit: String(MOST_FOUND) };
      if (text !== "") url.searchParams.set("search", text);
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      for (const name of EXPANDED_FIELDS) url.searchParams.append("expand[]", name);
      return askHost(outside, url).pipe(
        map((answer) => parseAnswer(repositoriesSchema, endpointOf(url), answer)),
        map((repositories) => repositories.slice(0, MOST_FOUND).flatMap(toFound)),
      );
    });

  const variants = ({ name }: FoundModel): Observable<readonly ModelVariant[]> =>
    defer(() => {
      const repository = name.slice(PREFIX.length).split("/").map(encodeURIComponent).join("/");
      const url = new URL(`/api/models/${repository}`, base);
      url.searchParams.set("blobs", "true");
      return askHost(outside, url).pipe(
        map((answer) => parseAnswer(filesSchema, endpointOf(url), answer)),
        map(({ siblings }) =>
          variantsOfFiles(
            name,
            siblings.map(({ rfilename: path, size }) => ({
              path,
              ...(typeof size === "number" && { sizeBytes: size }),
            })),
          ),
        ),
      );
    });

  return { source: "hugging-face", host: new URL(base).host, search, variants };
}

/** The fields of each repository to return. Without this list, `gated` is missing. */
const EXPANDED_FIELDS = ["downloads", "likes", "pipeline_tag", "private", "gated"] as const;

/** Leaves out a repository whose name is invalid for Ollama, for example too long. */
function toFound(repository: v.InferOutput<typeof repositorySchema>): readonly FoundModel[] {
  const { id, downloads, likes, pipeline_tag: task } = repository;
  const name = `${PREFIX}${id}`;
  if (!isModel(name) || id.split("/").length !== 2) return [];
  const access = repository.private ? "private" : repository.gated === false ? undefined : "gated";
  return [
    {
      source: "hugging-face",
      name,
      description: "",
      capabilities: toWords(CAPABILITIES.get(task) ?? [task]),
      tags: [],
      ...(typeof downloads === "number" && { pulls: downloads }),
      ...(typeof likes === "number" && { likes }),
      ...(access && { access }),
    },
  ];
}

/** Ollama's capabilities by Hugging Face's task; any other task is shown as it is. */
const CAPABILITIES: ReadonlyMap<string, readonly string[]> = new Map([
  ["text-generation", []],
  ["text2text-generation", []],
  ["image-text-to-text", ["vision"]],
  ["visual-question-answering", ["vision"]],
  ["image-to-text", ["vision"]],
  ["video-text-to-text", ["vision"]],
  ["audio-text-to-text", ["audio"]],
  ["any-to-any", ["vision", "audio"]],
  ["feature-extraction", ["embedding"]],
  ["sentence-similarity", ["embedding"]],
]);
