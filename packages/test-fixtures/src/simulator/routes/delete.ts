import { parseFields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Handle } from "../http/router.ts";
import { parseName } from "../model/names.ts";

/** `/api/delete`: from the disk; what is in memory stays there. */
export const deleteModel: Handle = (asked, answer, { library }) => {
  const name = parseFields(asked.text, "DeleteRequest").model();
  if (parseName(name) === undefined) throw new Refusal(400, `name ${JSON.stringify(name)} is invalid`);
  if (!library.remove(name)) throw new Refusal(404, `model '${name}' not found`);
  answer.empty(200, { "content-length": "0" });
};
