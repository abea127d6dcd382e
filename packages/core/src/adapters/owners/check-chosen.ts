import { readdir, stat } from "node:fs/promises";
import * as path from "node:path";
import { checkEnvironment, type ChosenEnvironment } from "../../environment/check-environment.ts";
import { isObstacle, type EnvironmentProblem } from "../../environment/environment-problems.ts";
import { trimmedValue } from "../../environment/variables.ts";
import type { Endpoint } from "../../hosts/endpoint.ts";
import { PortError } from "../../shared/failure.ts";
import { saysMissing } from "../system/error-code.ts";

/** Rejects with `PortError` of `bad-environment` if a service must not be started with these variables. */
export async function checkChosen(chosen: ChosenEnvironment, endpoint: Endpoint): Promise<void> {
  const obstacles = await obstaclesIn(chosen, endpoint);
  if (obstacles.length > 0) throw new PortError({ kind: "bad-environment", problems: [...obstacles] });
}

/** The variables for which a service must not be started. */
export async function obstaclesIn(
  chosen: ChosenEnvironment,
  endpoint: Endpoint,
): Promise<readonly EnvironmentProblem[]> {
  const problems = [...checkEnvironment(chosen, endpoint), ...(await missingFolders(chosen))];
  return problems.filter(isObstacle);
}

/**
 * Ollama creates a models folder that is missing, with no model in it (docs/ollama.md §4.5). That is right for a new
 * folder beside other things, and wrong on a disk that is not connected: then what it would be in is missing or empty.
 */
async function missingFolders({ environment }: ChosenEnvironment): Promise<readonly EnvironmentProblem[]> {
  const name = "OLLAMA_MODELS";
  const folder = trimmedValue(environment[name] ?? "");
  if (folder === "" || !path.isAbsolute(folder)) return [];
  switch (await kindOf(folder)) {
    case "folder":
      return [];
    case "other":
      return [{ kind: "no-such-folder", name, path: folder }];
    case "missing":
      return (await isInUse(path.dirname(folder))) ? [] : [{ kind: "no-such-folder", name, path: folder }];
  }
}

/** A folder that this user cannot look at counts as one. */
async function kindOf(file: string): Promise<"folder" | "missing" | "other"> {
  try {
    return (await stat(file)).isDirectory() ? "folder" : "other";
  } catch (error) {
    return saysMissing(error) ? "missing" : "folder";
  }
}

async function isInUse(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    return !saysMissing(error);
  }
}
