declare module "*.css";

declare module "*.svg" {
  const text: string;
  export default text;
}

// Their own types have properties that may be `undefined`, which those of a grammar may not.
declare module "@speed-highlight/core/languages/js.js" {
  import type { ShjGrammar } from "@speed-highlight/core/tokenize";
  const grammar: ShjGrammar;
  export default grammar;
}
declare module "@speed-highlight/core/languages/py.js" {
  import type { ShjGrammar } from "@speed-highlight/core/tokenize";
  const grammar: ShjGrammar;
  export default grammar;
}
