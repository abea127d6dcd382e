import { parseFields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Handle } from "../http/router.ts";
import { parseDigestName } from "../library/digest-name.ts";
import { parseName, toShortest } from "../model/names.ts";

/** `/api/copy`: another name for the same layers. */
export const copy: Handle = (request, answer, { has, library }) => {
  const fields = parseFields(request.text, "CopyRequest");
  const [source = "", destination = ""] = [fields.text("source"), fields.text("destination")];
  const isDigest = has("manifestLists") && parseDigestName(source) !== undefined;
  if (!isDigest && parseName(source) === undefined)
    throw new Refusal(400, `source ${JSON.stringify(source)} is invalid`);
  const name = parseName(destination);
  if (name === undefined) throw new Refusal(400, `destination ${JSON.stringify(destination)} is invalid`);
  const model = library.find(source);
  const tag = library.tag(source) ?? (model && { ...model, content: model });
  if (tag === undefined) throw new Refusal(404, `model ${JSON.stringify(source)} not found`);
  library.copy(tag, toShortest(name));
  answer.empty(200, { "content-length": "0" });
};
