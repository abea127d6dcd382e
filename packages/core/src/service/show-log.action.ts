import { hostFacts } from "../app/state.ts";
import { ownerOf, whyCannot } from "./owner.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";

/** Shows what the service wrote, where it was ours; else Paddock's own log, and says where to look. */
export async function showLog({ app, show }: ActionContext): Promise<ActionAnswer> {
  const { service } = hostFacts(app.state());
  const refusal = whyCannot(ownerOf(service), "logs");
  if (!refusal && service.endpoint && (await show.serviceLog(service.endpoint))) return done();
  show.ownLog();
  return refused(refusal ?? { reason: "log-elsewhere", control: service.control });
}
