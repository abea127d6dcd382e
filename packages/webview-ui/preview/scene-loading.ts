import type { App } from "@paddock/core";
import { chooseLoading } from "@paddock/core/actions";
import { describeRefusal, type ActionRequest } from "@paddock/core/views";
import { host } from "./scene-host.ts";

/** Performs a request about how a model is loaded; `undefined` if it is another one. */
export function performLoading(app: App, request: ActionRequest): Promise<string | undefined> | undefined {
  switch (request.type) {
    case "model.keep":
      return keep(app, request);
    case "model.choose-loading":
      return choose(app, request);
    default:
      return undefined;
  }
}

type Of<Type extends ActionRequest["type"]> = Extract<ActionRequest, { readonly type: Type }>;

async function keep(app: App, request: Of<"model.keep">): Promise<undefined> {
  await app.dispatch({ ...request, host, keep: request.keep ?? "1h" });
}

async function choose(app: App, request: Of<"model.choose-loading">): Promise<string | undefined> {
  const answer = await chooseLoading({ app }, request);
  return answer.accepted ? undefined : describeRefusal(answer.refusal);
}
