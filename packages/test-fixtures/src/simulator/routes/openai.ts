import type { JsonObject } from "../../json.ts";
import type { Handle } from "../http/router.ts";
import type { InstalledModel } from "../library.ts";
import { parseName, toShortest } from "../model/names.ts";

/** `/v1/models`: the installed models in OpenAI's format. Without models it sends `null` instead of a list. */
export const openAiModels: Handle = (_asked, answer, { library }) => {
  const data = library.list().map((model) => toItem(model.name, model));
  answer.json(200, { object: "list", data: data.length === 0 ? null : data }, "application/json");
};

/** `/v1/models/:model`: one model, under the name in the request. */
export const openAiModel: Handle = ({ parameter }, answer, { library }) => {
  const model = library.find(parameter);
  if (model !== undefined) return answer.json(200, toItem(parameter, model), "application/json");
  const name = parseName(parameter);
  const message = `model '${name === undefined ? parameter : toShortest(name)}' not found`;
  const error = { message, type: "not_found_error", param: null, code: null };
  answer.json(404, { error }, "application/json");
};

function toItem(id: string, model: InstalledModel): JsonObject {
  const created = Math.floor(model.modifiedAtMs / 1000);
  return { id, object: "model", created, owned_by: parseName(model.name)?.namespace ?? "library" };
}
