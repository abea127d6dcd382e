import { parseDownloadId, type DownloadId } from "../../downloads/download-id.ts";
import { parseWindowId, type WindowId } from "../../windows/window-id.ts";

/** A name for a new download, unlike any other. */
export const newDownloadId = (): DownloadId => fresh(parseDownloadId);

/** A name for a window that opens, unlike any other. */
export const newWindowId = (): WindowId => fresh(parseWindowId);

function fresh<Name>(parse: (text: string) => Name | undefined): Name {
  const name = parse(crypto.randomUUID());
  if (name === undefined) throw new Error("a UUID is a name");
  return name;
}
