import { hostFacts } from "../app/state.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";

/** Shows the log of the service if it is ours; else Paddock's own log, and where to find the other one. */
export async function showLog({ app, show }: ActionContext): Promise<ActionAnswer> {
  const { endpoint, control } = hostFacts(app.state()).service;
  if (endpoint && control === "ours" && (await show.serviceLog(endpoint))) return done();
  show.ownLog();
  return refused({ reason: "log-elsewhere", control });
}
