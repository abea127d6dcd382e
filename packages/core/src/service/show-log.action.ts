import { hostFacts } from "../app/state.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";

/** Shows what the service wrote, where it was ours; else Paddock's own log, and says where to look. */
export async function showLog({ app, show }: ActionContext): Promise<ActionAnswer> {
  const { endpoint, control } = hostFacts(app.state()).service;
  if (endpoint && control === "ours" && (await show.serviceLog(endpoint))) return done();
  show.ownLog();
  return refused({ reason: "log-elsewhere", control });
}
