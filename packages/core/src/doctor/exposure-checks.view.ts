import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings } from "../app/state.ts";
import { isRunning } from "../service/service.ts";
import { exposureActions, exposureView } from "../service-log/exposure.view.ts";
import { listenAddress } from "../service-log/exposure.ts";
import { actionOf } from "../ui/actions.ts";
import { fine, fixBy, type Check } from "./check.view.ts";

/** Whether other machines can use it: Ollama asks for no password. */
export const isPrivate: Check = ({ state, log }) => {
  const { service } = hostFacts(state);
  if (!isRunning(service)) return [];
  const exposure = exposureView(state, log);
  if (exposure)
    return [
      {
        cause: "exposed",
        finding: l10n.t("Every machine in your network can use this Ollama."),
        evidence: exposure.text,
        ...fixBy(
          state,
          ...exposureActions(state),
          actionOf({ type: "service.show-environment-lines" }, l10n.t("Show How to Change It…")),
        ),
      },
    ];
  const address = listenAddress(service, hostReadings(state));
  return address === undefined ? [] : fine(l10n.t("Only this machine can use it"), address);
};
