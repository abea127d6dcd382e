import { hostFacts } from "../app/state.ts";
import { whyCannot } from "./owner.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";

/** Shows the log of the service if it is ours; else Paddock's own log, and where to find the other one. */
export async function showLog({ app, show }: ActionContext): Promise<ActionAnswer> {
  const { service } = hostFacts(app.state());
  const refusal = whyCannot(service.owner, "logs");
  if (!refusal && service.endpoint && (await show.serviceLog(service.endpoint))) return done();
  show.ownLog();
  return refused(refusal ?? { reason: "log-elsewhere", whose: "paddock" });
}
