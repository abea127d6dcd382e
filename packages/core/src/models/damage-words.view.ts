import * as l10n from "@vscode/l10n";
import { grouped, plural } from "../ui/text/format.view.ts";

/** "a layer is missing on the disk". */
export const describeMissing = (count: number): string =>
  plural(count, {
    one: l10n.t("a layer is missing on the disk"),
    other: l10n.t("{0} layers are missing on the disk", grouped(count)),
  });
