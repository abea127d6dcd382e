import type { RouteEntry } from "./http/router.ts";
import { recommendations, root, status, version } from "./routes/about.ts";
import { blobExists, blobUpload } from "./routes/blobs.ts";
import { chat } from "./routes/chat.ts";
import { copy } from "./routes/copy.ts";
import { create } from "./routes/create.ts";
import { deleteModel } from "./routes/delete.ts";
import { embed, embeddings } from "./routes/embed.ts";
import { generate } from "./routes/generate.ts";
import { openAiModel, openAiModels } from "./routes/openai.ts";
import { ps } from "./routes/ps.ts";
import { pull } from "./routes/pull.ts";
import { show } from "./routes/show.ts";
import { tags } from "./routes/tags.ts";

/** All routes. Every other path is 404, as in an Ollama without that route. */
export const routes: readonly RouteEntry[] = [
  { route: "HEAD /", handle: root },
  { route: "GET /", handle: root },
  { route: "HEAD /api/version", handle: version, since: "versionHead" },
  { route: "GET /api/version", handle: version },
  { route: "GET /api/status", handle: status, since: "status" },
  { route: "HEAD /api/tags", handle: tags },
  { route: "GET /api/tags", handle: tags },
  { route: "GET /api/ps", handle: ps, since: "ps" },
  { route: "POST /api/show", handle: show },
  { route: "POST /api/generate", handle: generate },
  { route: "POST /api/chat", handle: chat },
  { route: "POST /api/embed", handle: embed, since: "embed" },
  { route: "POST /api/embeddings", handle: embeddings },
  { route: "POST /api/copy", handle: copy },
  { route: "DELETE /api/delete", handle: deleteModel },
  { route: "POST /api/create", handle: create },
  { route: "POST /api/pull", handle: pull },
  { route: "HEAD /api/blobs/:digest", handle: blobExists },
  { route: "POST /api/blobs/:digest", handle: blobUpload, isRaw: true },
  { route: "GET /api/experimental/model-recommendations", handle: recommendations, since: "recommendations" },
  { route: "GET /v1/models", handle: openAiModels },
  { route: "GET /v1/models/:model", handle: openAiModel },
];
