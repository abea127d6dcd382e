import * as v from "valibot";
import { countSchema as count } from "../ollama/foreign-schemas.ts";

/** One repository of `GET /api/models`, with the fields that we ask for (`expand[]`). */
export const repositorySchema = v.object({
  id: v.string(),
  downloads: v.nullish(count),
  likes: v.nullish(count),
  pipeline_tag: v.nullish(v.string(), ""),
  private: v.nullish(v.boolean(), false),
  /** `"auto"` and `"manual"`: how access is granted. */
  gated: v.nullish(v.union([v.boolean(), v.string()]), false),
});

/** `GET /api/models`. */
export const repositoriesSchema = v.array(repositorySchema);

/** `GET /api/models/:user/:repository?blobs=true`. */
export const filesSchema = v.object({
  siblings: v.nullish(v.array(v.object({ rfilename: v.string(), size: v.nullish(count) })), []),
});
