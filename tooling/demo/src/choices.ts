/** Which VS Code to open. */
export type Editor = { readonly kind: "desktop"; readonly program: string } | { readonly kind: "browser" };

/** Which Ollama Paddock is to manage. */
export type Ollama =
  | { readonly kind: "answering"; readonly address: string; readonly version: string }
  | { readonly kind: "installed"; readonly program: string }
  | { readonly kind: "demo" };

/** The desktop's VS Code if there is one. In a terminal of a remote window, `code` can only control that window. */
export function chooseEditor(found: {
  readonly code: string | undefined;
  readonly isRemoteTerminal: boolean;
}): Editor {
  return found.code === undefined || found.isRemoteTerminal
    ? { kind: "browser" }
    : { kind: "desktop", program: found.code };
}

/** An Ollama that answers, else one that is installed, else the demo. */
export function chooseOllama(found: {
  readonly address: string | undefined;
  readonly version: string | undefined;
  readonly program: string | undefined;
}): Ollama {
  const { address, version, program } = found;
  if (address !== undefined && version !== undefined) return { kind: "answering", address, version };
  return program === undefined ? { kind: "demo" } : { kind: "installed", program };
}

/** A sentence that says which Ollama is managed. */
export function describeOllama(ollama: Ollama, demoAddress = ""): string {
  switch (ollama.kind) {
    case "answering":
      return `Paddock manages the Ollama ${ollama.version} that answers at ${ollama.address}.`;
    case "installed":
      return `Paddock manages the Ollama of this machine: ${ollama.program}`;
    case "demo":
      return `Demo: Ollama was not found, so a simulator answers at ${demoAddress} once it is started in Paddock.`;
  }
}
