import * as l10n from "@vscode/l10n";
import { exampleSchema, openCode, whyNoExample } from "../../clients/open-code.action.ts";
import { action } from "../action.ts";

/** Actions on how other programs use Ollama. */
export const CLIENT_ACTIONS = {
  "api.open-code": action({
    about: "model",
    input: exampleSchema,
    title: () => l10n.t("Open as a File"),
    doors: { page: true },
    when: whyNoExample,
    run: openCode,
  }),
};
