import bash from "@speed-highlight/core/languages/bash.js";
import javascript from "@speed-highlight/core/languages/js.js";
import json from "@speed-highlight/core/languages/json.js";
import python from "@speed-highlight/core/languages/py.js";
import { tokenizeWith, type ShjGrammar, type ShjToken } from "@speed-highlight/core/tokenize";
import { useMemo } from "preact/hooks";
import "./code.css";

type Props = { readonly code: string; readonly language: keyof typeof GRAMMARS };

/** A code with the colours of its language. */
export function Code({ code, language }: Props) {
  const tokens = useMemo(() => tokensOf(code, language), [code, language]);
  return (
    <code class="code-text" translate={false}>
      {tokens.map(({ at, text, token }) => (
        <span key={at} class={token}>
          {text}
        </span>
      ))}
    </code>
  );
}

type Token = { readonly at: number; readonly text: string; readonly token: ShjToken | undefined };

function tokensOf(code: string, language: Props["language"]): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  tokenizeWith(code, GRAMMARS[language], (text, token) => {
    if (text !== "") tokens.push({ at, text, token });
    at += text.length;
  });
  return tokens;
}

const QUOTED_JSON: ShjGrammar = [{ match: /^'|'$/g, type: "str" }, ...json];

const GRAMMARS = {
  // The library's strings end with their line, and its numbers are also in addresses.
  curl: [
    { match: /'(?=[{["])(?:[^']|'\\'')*'/g, sub: QUOTED_JSON },
    { match: /'(?:[^']|'\\'')*'|https?:\/\/\S+/g, type: "str" },
    ...bash,
  ],
  // It takes `JSON` for a constant.
  javascript: [{ match: /\bJSON\b/g, type: "class" }, ...javascript],
  python,
} as const satisfies Record<string, ShjGrammar>;
