import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { searchSourceSchema } from "../../search/found-models.ts";
import { action, done } from "../action.ts";

const LONGEST_TEXT = 2_000;

/** Actions of the search in the Downloads tab. */
export const SEARCH_ACTIONS = {
  /** Searches what comes with the product. */
  "search.type": action({
    about: "paddock",
    input: v.object({ text: v.pipe(v.string(), v.maxLength(LONGEST_TEXT)) }),
    title: () => l10n.t("Search Models"),
    doors: { page: true },
    async run({ finder }, { text }) {
      finder.type(text);
      return done();
    },
  }),
  /** Asks another host for what was typed last. */
  "search.ask": action({
    about: "paddock",
    input: v.object({ source: searchSourceSchema }),
    title: () => l10n.t("Search Elsewhere"),
    doors: { page: true },
    async run({ finder }, { source }) {
      finder.ask(source);
      return done();
    },
  }),
  "search.show-sizes": action({
    about: "paddock",
    input: v.object({
      source: searchSourceSchema,
      name: v.pipe(v.string(), v.maxLength(LONGEST_TEXT), v.regex(/^\S+$/)),
    }),
    title: () => l10n.t("Show Sizes"),
    doors: { page: true },
    async run({ finder }, model) {
      finder.askForSizes(model);
      return done();
    },
  }),
};
