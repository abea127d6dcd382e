/** What `npm start` hands over where there is no Ollama: a simulator to start, and where its models come from. */
export type Demo = {
  readonly host: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly registry: string;
};

/** The demo, where this process was started for one. Only `npm start` sets this variable. */
export function readDemo(environment: Readonly<Record<string, string | undefined>>): Demo | undefined {
  const text = environment["PADDOCK_DEMO"];
  return text ? (JSON.parse(text) as Demo) : undefined; // written by our own script, in the same process tree
}
