import * as l10n from "@vscode/l10n";
import { isSameJson } from "../shared/same-json.ts";
import type { Choice } from "../ui/choice.ts";
import { remarks } from "../ui/text/format.view.ts";
import type { ChoiceProblem } from "./choice-problem.ts";
import { choiceOf, type OwnerChoice } from "./owner-choice.ts";
import type { Owner } from "./owner.ts";
import { describeOwner } from "./owner.view.ts";
import type { Service } from "./service.ts";

/** What a person may choose: an owner, that it is found out, or to write the setting by hand. */
export type OwnerOption =
  | { readonly kind: "choice"; readonly choice: OwnerChoice }
  | { readonly kind: "find-out" }
  | { readonly kind: "setting" };

/** The options for the owners that were found. */
export const ownerOptions = (
  found: readonly Owner[],
  { owner: now }: Pick<Service, "owner">,
): readonly Choice<OwnerOption>[] => [
  ...found.flatMap((owner): readonly Choice<OwnerOption>[] => {
    const choice = choiceOf(owner);
    if (!choice) return [];
    const detail = describeAct(choice);
    const isNow = owner.kind === "paddock" ? now.kind === "paddock" : isSameJson(owner, now);
    return [
      {
        value: { kind: "choice", choice },
        label: describeOwner(owner),
        detail: isNow ? remarks(detail, l10n.t("now")) : detail,
      },
    ];
  }),
  {
    value: { kind: "find-out" },
    label: l10n.t("Detect Each Time"),
    detail: l10n.t("Paddock finds out who runs Ollama. This is the default."),
  },
  {
    value: { kind: "setting" },
    label: l10n.t("Kubernetes or Your Own Commands…"),
    detail: l10n.t("Opens the setting in which you name them."),
  },
];

/** How Paddock starts and stops the service then. */
function describeAct(choice: OwnerChoice): string {
  switch (choice.kind) {
    case "container":
      return l10n.t("Starts and stops this container with “{0}”.", choice.engine);
    case "kubernetes":
      return l10n.t("Scales this workload to 1 and to 0 with “{0}”.", "kubectl");
    case "systemd":
      return l10n.t("Starts and stops this unit with “{0}”.", "systemctl");
    case "custom":
      return l10n.t("Starts and stops it with your own commands.");
    case "paddock":
      return l10n.t("Starts “{0}” itself, and stops only what it has started.", "ollama serve");
  }
}

/** What is wrong with a choice of who runs Ollama. */
export function describeChoiceProblem({ field, because }: ChoiceProblem): string {
  switch (because) {
    case "not-an-object":
      return l10n.t(
        "It must be an object, such as {0}.",
        '{ "kind": "container", "engine": "docker", "name": "ollama" }',
      );
    case "unknown-kind":
      return l10n.t("“kind” must be one of: {0}.", "container, kubernetes, systemd, custom, paddock");
    case "unknown-field":
      return l10n.t("“{0}” does not belong there.", field);
    case "missing":
      return l10n.t("“{0}” is missing.", field);
    case "not-text":
      return l10n.t("“{0}” must be text.", field);
    case "not-a-name":
      return l10n.t("“{0}” is not a valid name.", field);
    case "not-a-workload":
      return l10n.t("“{0}” must be a workload, such as {1}.", field, "deployment/ollama");
    case "not-a-choice":
      return l10n.t("“{0}” is not one of the possible values.", field);
    case "not-a-list":
      return l10n.t("“{0}” must be a list: the program, and then each argument.", field);
    case "empty-list":
      return l10n.t("“{0}” names no program.", field);
    case "not-remote":
      return l10n.t(
        "The kinds {0} are for this machine, but the host is another machine.",
        "systemd, paddock",
      );
    case "relative-program":
      return l10n.t("The program in “{0}” must be a full path, or a name without a path.", field);
  }
}
