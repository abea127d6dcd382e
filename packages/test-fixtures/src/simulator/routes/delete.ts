import { parseFields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Handle } from "../http/router.ts";
import { parseDigestName } from "../library/digest-name.ts";
import { parseName } from "../model/names.ts";

/** `/api/delete`: deletes a model from the disk. If it is loaded, it stays in memory. */
export const deleteModel: Handle = (request, answer, { has, library }) => {
  const name = parseFields(request.text, "DeleteRequest").model();
  const isDigest = has("manifestLists") && parseDigestName(name) !== undefined;
  if (!isDigest && parseName(name) === undefined)
    throw new Refusal(400, `name ${JSON.stringify(name)} is invalid`);
  if (!library.remove(name)) throw new Refusal(404, `model '${name}' not found`);
  answer.empty(200, { "content-length": "0" });
};
