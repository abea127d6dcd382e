import * as v from "valibot";
import { parseDownloadId } from "../downloads/download-id.ts";
import { parseHostId } from "../hosts/host.ts";
import { parseModelName } from "../models/model-name.ts";
import { parseWindowId } from "../windows/window-id.ts";

/** A name from outside, parsed by the domain's own rules; refused where it is none. */
function named<Name>(parse: (text: string) => Name | undefined, isNone: string) {
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }): Name => {
      const name = parse(dataset.value);
      if (name !== undefined) return name;
      addIssue({ message: isNone });
      return NEVER;
    }),
  );
}

/** A model's name; refused where Ollama would not know it for one. */
export const modelNameSchema = named(parseModelName, "not a model name");

/** A download's name, in what comes from outside. */
export const downloadIdSchema = named(parseDownloadId, "not a download's name");

/** A window's name, in what comes from outside. */
export const windowIdSchema = named(parseWindowId, "not a window's name");

/** The id of a host, in what comes from outside. */
export const hostIdSchema = named(parseHostId, "not a host");
