import { text } from "../shared/described.ts";
import { modelKey, type ModelName } from "./model-name.ts";

/** What a model's details are stored by. */
export const detailsKeySchema = text;

const SHA256 = /^(?!0+$)[0-9a-f]{64}$/;

/** The digest, so that names of one model share its details; the name if the digest does not identify a model. */
export const detailsKey = ({ name, digest }: { readonly name: ModelName; readonly digest: string }): string =>
  SHA256.test(digest) ? digest : modelKey(name);
