import { bindAddress, type Endpoint } from "../../hosts/endpoint.ts";

/** A program and its arguments before `serve`. */
export type Program = {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
};

export type ServiceRecipe = Required<Program>;

/** Variables of VS Code and its extension host that no other program should inherit. */
const NOT_FOR_CHILDREN = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_FD$|PADDOCK_|CHROME_DESKTOP$)/;

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

/** The environment of this process, as another program may inherit it. */
export function environmentOfChild(
  inherited: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited))
    if (value !== undefined && !NOT_FOR_CHILDREN.test(name)) environment[name] = value;
  return environment;
}
