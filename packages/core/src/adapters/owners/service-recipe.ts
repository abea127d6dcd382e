import { bindAddress, type Endpoint } from "../../hosts/endpoint.ts";
import { environmentOfChild } from "./child-environment.ts";

/** A program and its arguments before `serve`. */
export type Program = {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
};

export type ServiceRecipe = Required<Program>;

/** `ollama serve` for an endpoint. `chosen` are the person's settings, which override `inherited`. */
export function serviceRecipe(
  endpoint: Endpoint,
  program: Program,
  inherited: Readonly<Record<string, string | undefined>>,
  chosen: Readonly<Record<string, string>>,
): ServiceRecipe {
  const environment = environmentOfChild(inherited);
  return {
    command: program.command,
    arguments: [...program.arguments, "serve"],
    // `OLLAMA_HOST` comes last: we could not reach a service that listens at another address.
    environment: { ...environment, ...program.environment, ...chosen, OLLAMA_HOST: bindAddress(endpoint) },
  };
}
