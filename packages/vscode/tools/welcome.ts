import type { ViewName } from "@paddock/core/views";
import { all, can, not, situationIs, situationIsNot, type When } from "./when.ts";

/** The texts of empty views, and their conditions. `words` is a key of `package.nls.json`, without `welcome.`. */
export const WELCOME: readonly { readonly view: ViewName; readonly words: string; readonly when?: When }[] = [
  {
    view: "service",
    words: "service.stopped",
    when: all(can("canStart"), situationIs("stopped")),
  },
  { view: "service", words: "service.notInstalled", when: situationIs("not-installed") },
  { view: "service", words: "service.noProgram", when: situationIs("no-program") },
  { view: "models", words: "models.running", when: situationIs("running") },
  {
    view: "models",
    words: "models.stopped",
    when: all(can("canStart"), situationIsNot("not-installed"), situationIsNot("no-program")),
  },
  { view: "models", words: "models.notInstalled", when: situationIs("not-installed") },
  { view: "models", words: "models.noProgram", when: situationIs("no-program") },
  { view: "models", words: "models.misconfigured", when: situationIs("misconfigured") },
  { view: "models", words: "models.portTaken", when: situationIs("port-taken") },
  { view: "models", words: "models.refused", when: situationIs("refused") },
  { view: "models", words: "models.outOfReach", when: all(situationIs("unreachable"), not(can("canStart"))) },
  { view: "models", words: "models.silent", when: all(situationIs("starting"), not(can("canStart"))) },
  { view: "models", words: "models.silent", when: all(situationIs("not-answering"), not(can("canStart"))) },
  { view: "downloads", words: "downloads" },
];
