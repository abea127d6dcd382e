import { otherServerIn, type Service } from "../service/service.ts";
import { whyLacked } from "../service/lacked-abilities.ts";
import type { Ability } from "../service/other-server.ts";
import type { Refusal } from "../shared/decision.ts";
import type { HostCommand } from "./commands.ts";

/** What a command asks of a server that not every server like Ollama has; `none`: all have it, or nothing is asked. */
const NEEDS = {
  "service.start": "none",
  "service.stop": "control",
  "service.restart": "control",
  "service.describe": "none",
  "service.test": "none",
  "models.refresh": "none",
  "models.describe": "none",
  "model.load": "load",
  "model.unload": "unload",
  "model.delete": "delete",
  "model.free-backup": "delete",
  "model.keep": "load",
  "model.copy": "copy",
  "model.rename": "copy",
  "download.request": "download",
  "download.retry": "download",
  "download.resume": "download",
  "download.resume-all": "download",
  "download.pause": "none",
  "download.pause-all": "none",
  "download.cancel": "none",
  "download.clear": "none",
  "download.clear-all": "none",
  "download.move": "none",
  "updates.check": "update",
  "loading.choose": "none",
  "try.keep": "none",
  "try.keep-benchmark": "none",
  "try.clear": "none",
  "orphans.end": "none",
} as const satisfies Record<HostCommand["type"], Ability | "none">;

/** The one place that says what is not offered because the server that answers is not Ollama. */
export function whyNotServed(service: Service, { type }: Pick<HostCommand, "type">): Refusal | undefined {
  const needed = NEEDS[type];
  if (needed === "none" || (needed === "control" && isStartedByWish(service))) return undefined;
  return whyLacked(otherServerIn(service), needed);
}

/** Whether Paddock has started what answers, or does so by the person's own commands. */
const isStartedByWish = ({ owner }: Service): boolean => owner.kind === "paddock" || owner.kind === "custom";
