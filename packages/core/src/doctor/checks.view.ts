import type { Check } from "./check.view.ts";
import { downloads } from "./download-checks.view.ts";
import { isPrivate } from "./exposure-checks.view.ts";
import { hasFolder, hasSpace, leftNothing } from "./folder-checks.view.ts";
import { usesGpu } from "./gpu-checks.view.ts";
import { isComplete, isInstalled } from "./install-checks.view.ts";
import { listsModels, loadsModels } from "./load-checks.view.ts";
import { hasGoodVariables, isPaddockSound } from "./paddock-checks.view.ts";
import { answers, hasNoProxy, isSameMachine, leadsLocalhost } from "./reach-checks.view.ts";
import { runs } from "./run-checks.view.ts";
import { hasNoHoles, isNewEnough } from "./version-checks.view.ts";

/** All checks, in the order in which what is fine is listed. */
export const CHECKS: Readonly<Record<string, Check>> = {
  isInstalled,
  isComplete,
  runs,
  answers,
  isSameMachine,
  leadsLocalhost,
  hasNoProxy,
  isPrivate,
  usesGpu,
  listsModels,
  loadsModels,
  hasFolder,
  hasSpace,
  leftNothing,
  downloads,
  isNewEnough,
  hasNoHoles,
  hasGoodVariables,
  isPaddockSound,
};
