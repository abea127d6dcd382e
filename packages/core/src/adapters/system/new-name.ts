import { parseDownloadId, type DownloadId } from "../../downloads/download-id.ts";
import { parseWindowId, type WindowId } from "../../windows/window-id.ts";

export const newDownloadId = (): DownloadId => newUuid(parseDownloadId);

export const newWindowId = (): WindowId => newUuid(parseWindowId);

function newUuid<Name>(parse: (text: string) => Name | undefined): Name {
  const name = parse(crypto.randomUUID());
  if (name === undefined) throw new Error("a UUID is a name");
  return name;
}
