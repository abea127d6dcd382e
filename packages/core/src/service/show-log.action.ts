import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import { done, hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { tellingLine } from "./log-lines.ts";
import { whyCannot } from "./owner.ts";
import type { Service } from "./service.ts";
import { lastLogOutput } from "./service.view.ts";

/** Shows the log of the service, if its owner's can be read; else Paddock's own log, and where to find the other one. */
export async function showLog(context: ActionContext): Promise<ActionAnswer> {
  const { app, show, logOf } = context;
  const host = hostIn(context);
  const { service } = hostFacts(app.state(), host);
  const refusal = whyCannot(service.owner, "logs");
  const log = refusal || host === undefined ? undefined : logOf(host, service.owner);
  if (log && (await log.exists())) {
    show.serviceLog(log, whyEnded(service));
    return done();
  }
  show.ownLog();
  return refused(refusal ?? { reason: "log-elsewhere", whose: "paddock" });
}

/** Below the line that says why a service ended there may be a long stack. */
function whyEnded(service: Service): string | undefined {
  const telling = tellingLine(lastLogOutput(service));
  return telling === undefined ? undefined : l10n.t("Ollama has ended. Its log says why: {0}", telling);
}
