import { bindAddress, type Endpoint } from "../../hosts/endpoint.ts";

/** A program, and what comes before `serve` on its command line. */
export type Program = {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
};

/** How to start Ollama on this machine, as data. */
export type ServiceRecipe = Required<Program>;

/** What VS Code and its extension host set for themselves, and no other program should see. */
const NOT_FOR_CHILDREN = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_FD$|PADDOCK_|CHROME_DESKTOP$)/;

/** `ollama serve` on an endpoint, with what the person has set on top of the machine's own environment. */
export function serviceRecipe(
  endpoint: Endpoint,
  program: Program,
  inherited: Readonly<Record<string, string | undefined>>,
  chosen: Readonly<Record<string, string>>,
): ServiceRecipe {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited))
    if (value !== undefined && !NOT_FOR_CHILDREN.test(name)) environment[name] = value;
  return {
    command: program.command,
    arguments: [...program.arguments, "serve"],
    // The address comes last: a service that listened elsewhere would never be seen.
    environment: { ...environment, ...program.environment, ...chosen, OLLAMA_HOST: bindAddress(endpoint) },
  };
}
