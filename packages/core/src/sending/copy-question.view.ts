import * as l10n from "@vscode/l10n";
import type { ModelName } from "../models/model-name.ts";
import { bytes, sentences } from "../ui/text/format.view.ts";
import type { CopyPlan } from "./copy-plan.ts";

type Copy = {
  readonly plan: Extract<CopyPlan, { kind: "pull" | "send" }>;
  readonly model: ModelName;
  /** The name of the host that gets the model, and the same inside of a sentence. */
  readonly to: string;
  readonly toInSentence: string;
};

/** Says before a copy begins how the model gets there, and how many bytes that takes. */
export const describeCopy = ({
  plan,
  model,
  to,
  toInSentence,
}: Copy): { readonly text: string; readonly detail: string } => ({
  text: l10n.t("Copy “{0}” to {1}?", model, toInSentence),
  detail: sentences(
    describeWay(plan, to),
    plan.replaces ? l10n.t("{0} has another model of this name, which is replaced.", to) : "",
  ),
});

function describeWay(plan: Copy["plan"], to: string): string {
  const { missingBytes } = plan;
  if (missingBytes === 0) return l10n.t("{0} has all of its layers already.", to);
  const size = missingBytes === undefined ? undefined : bytes(missingBytes);
  switch (plan.kind) {
    case "pull":
      return size === undefined
        ? l10n.t("{0} downloads it from its registry.", to)
        : l10n.t("{0} downloads {1} from its registry.", to, size);
    case "send":
      return sentences(
        plan.registry === "lacks-it"
          ? l10n.t("Its registry does not have the same model.")
          : l10n.t("Its registry cannot be asked at the moment."),
        size === undefined
          ? l10n.t("It is sent from this machine.")
          : l10n.t("From this machine, {0} are sent.", size),
      );
  }
}
