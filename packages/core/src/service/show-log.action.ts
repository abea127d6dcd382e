import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import { done, hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { defer, merge, Subject } from "rxjs";
import type { HostId } from "../hosts/host.ts";
import { followRuns } from "../service-log/follow-runs.source.ts";
import type { ServiceLog } from "../service-log/service-log.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { toFailure } from "../shared/failure.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { runsOf } from "./runs.source.ts";
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
  if (host !== undefined && log && (await log.exists())) {
    show.serviceLog(overRuns(log, host, context), whyEnded(service));
    return done();
  }
  show.ownLog();
  return refused(refusal ?? { reason: "log-elsewhere", whose: "paddock" });
}

/** The same log, which goes on with the next run where a tool that shows it has ended; a failure is one of its lines. */
const overRuns = (log: ServiceLog, host: HostId, { app, clock }: ActionContext): ServiceLog => ({
  place: log.place,
  exists: () => log.exists(),
  follow: () =>
    defer(() => {
      const failures$ = new Subject<string>();
      const lines$ = followRuns({
        follow$: log.follow(),
        run$: runsOf(app.state$, host),
        scheduler: clockScheduler(clock),
        onFailure: (error) => failures$.next(describeFailure(toFailure(error))),
      });
      return merge(failures$, lines$);
    }),
});

/** Below the line that says why a service ended there may be a long stack. */
function whyEnded(service: Service): string | undefined {
  const telling = tellingLine(lastLogOutput(service));
  return telling === undefined ? undefined : l10n.t("Ollama has ended. Its log says why: {0}", telling);
}
