import { withoutSecrets } from "../service-log/without-secrets.ts";
import type { Placeholders } from "./placeholders.ts";

type Replace = (found: string) => string;

/** Keys, tokens, passwords and headers, by what they look like and by what is before them. */
export function redactSecrets(text: string, { mark }: Placeholders): string {
  const secret: Replace = (found) => mark("secret", found);
  const shaped = SHAPES.reduce(
    (now, shape) => now.replaceAll(shape, secret),
    withoutPem(text, secret).replaceAll(SSH_KEY, (key, kind: string) => `${kind} ${secret(key)}`),
  );
  const schemed = shaped.replaceAll(SCHEME, (all, scheme: string, value: string) =>
    ABOUT_SCHEMES.test(value) ? all : scheme + secret(value),
  );
  return withoutNamed(schemed, secret)
    .replaceAll(FLAG, (_all, flag: string, value: string) => flag + secret(value))
    .replaceAll(LOGIN, (_all, flag: string, value: string) => flag + secret(value))
    .replaceAll(KEY, (_all, name: string, value: string) => name + secret(value))
    .split("\n")
    .map(withoutSecrets)
    .join("\n")
    .replaceAll(RUN, (run) => (isRandom(run) ? secret(run) : run));
}

/** Tokens that say by their first letters whose they are: Hugging Face, OpenAI, GitHub, GitLab, Slack, Google, AWS and others. */
const SHAPES = [
  /(?<![A-Za-z0-9])(?:(?:hf|api_org|gsk|r8|npm|gh[opsur]|github_pat|shpat|dop_v1|dckr_pat|whsec|lin_api|[spr]k_(?:live|test))_|(?:sk|xai|nvapi|pplx|pypi|glpat|gldt|glrt|tskey|xox[abeoprs]|xapp)-|ya29\.)[A-Za-z0-9][\w-]{11,400}/g,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,20}(?![A-Za-z0-9])/g,
  /(?<![A-Za-z0-9])AIza[\w-]{30,45}/g,
  // A JSON Web Token
  /(?<![\w-])ey[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{4,8000}(?:\.[A-Za-z0-9_-]{0,4000})?/g,
  // Fingerprints of certificates and keys
  /(?<![\w:])(?:[0-9A-Fa-f]{2}:){15,63}[0-9A-Fa-f]{2}(?![\w:])/g,
  /(?<!\w)(?:SHA256|MD5):[A-Za-z0-9+/=:]{20,64}/g,
];

const SSH_KEY =
  /\b((?:sk-)?(?:ssh-ed25519|ssh-rsa|ssh-dss|ecdsa-sha2-[\w-]{4,20})(?:@openssh\.com)?)[ \t+]AAAA[A-Za-z0-9+/=…]{0,8000}(?: [^\s"'@]{1,200}@[^\s"']{1,200})?/g;

const SCHEME =
  /\b((?:Bearer|Basic|Digest|Negotiate|NTLM)(?: |\+|:|%20|\\t){1,4})([A-Za-z0-9+/=_.~:%-]{6,4000})/gi;
const ABOUT_SCHEMES =
  /^(?:auth|authentication|authori[sz]ation|challenge|credentials?|header|realm|scheme|support|tokens?)[.:]?$/i;

const FLAG =
  /((?<![\w-])--?(?:[a-z]{1,16}-){0,3}(?:password|passwd|token|secret|api-key|apikey|key|pass)[ =])([^\s"'-][^\s"']{3,2000})/gi;

/** `curl -u name:password`, `sshpass -p password`; not `docker run -u 1000:1000`, nor `-p 11434:11434`. */
const LOGIN =
  /((?<![\w-])(?:(?:-u|--user|--proxy-user|-U)[ =]["']?(?=[^\s"':]{0,64}:[^\s"'])(?!\d+:\d+(?![^\s"']))|sshpass -p ?["']?))([^\s"']{3,2000})/g;

/** A key of a log line is a word (`key=general.alignment`); a secret one has digits. */
const KEY =
  /((?<![\w.-])key(?:=|: ?)["']?)((?=[A-Za-z_-]*\d[\w-]*\d)(?=[\d_-]*[A-Za-z])[\w-]{10,400})(?![\w.-])/gi;

/** A run of letters and digits that is no word, path or name of a model. */
const RUN = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{32,4000}={0,2}(?![A-Za-z0-9+/])/g;
const isRandom = (run: string): boolean =>
  run
    .split("/")
    .some(
      (part) =>
        part.length >= 20 &&
        /[A-Z]/.test(part) &&
        /[a-z]/.test(part) &&
        part.replaceAll(/\D/g, "").length >= 3,
    );

const NAME = /(?<![\w.-])([A-Za-z_][\w.-]{0,63})(?:\\{0,3}["'])?\]?[ \t]{0,2}(?:=>?|:)[ \t]{0,2}/g;
/** In quotes, a value may have blanks. */
const VALUE = /\\{0,3}"[^"\n\\]{1,2000}|\\{0,3}'[^'\n\\]{1,2000}|[^\s"'&,;{}[\]()<>\\]{3,2000}/y;

/** `password: x`, `"token": "x"`, `clientSecret=x`. */
function withoutNamed(text: string, secret: Replace): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: named, 1: name = "" } of text.matchAll(NAME)) {
    if (index < from || !isSecretName(name)) continue;
    VALUE.lastIndex = index + named.length;
    const [found = ""] = VALUE.exec(text) ?? [];
    const [quote = ""] = /^\\{0,3}["']/.exec(found) ?? [];
    const value = found.slice(quote.length);
    if (value === "" || NO_SECRET.test(value)) continue;
    parts.push(text.slice(from, index + named.length), quote, secret(value));
    from = index + named.length + found.length;
  }
  return parts.join("") + text.slice(from);
}

/** Log lines of llama.cpp have `BOS token = 1` and `max token length = 10`: a number is no secret. */
const NO_SECRET = /^(?:-?[\d.]+\w{0,3}|true|false|null|none|undefined|nil|…)$/i;
const SECRET_WORDS =
  /(?:^|[-_.])(?:pwd|pin|otp|sig|pass|auth|authorization|cookie|signature)$|(?:password|passwd|passphrase|secret|token|credentials?|(?:api|access|private|account|auth|secret|signing|ssh|encryption|subscription|shared|master)[-_.]?key|session[-_.]?id|^x-[\w-]*key)$/i;

export const isSecretName = (name: string): boolean =>
  SECRET_WORDS.test(name.replaceAll(/([a-z])([A-Z])/g, "$1_$2"));

const BEGIN = "-----BEGIN ";
const END = "-----END ";
const CUT_PEM = /-----BEGIN [^\n]{0,200}(?:\n[A-Za-z0-9+/=]{16,80}\r?(?=\n|$))*/y;
const LONGEST_PEM = 20_000;

/** Certificates and private keys. Of one without an end, the lines that look like it. */
function withoutPem(text: string, secret: Replace): string {
  const parts: string[] = [];
  let from = 0;
  let close = text.indexOf(END);
  for (let at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, from)) {
    while (close >= 0 && close < at) close = text.indexOf(END, close + 1);
    CUT_PEM.lastIndex = at;
    const cut = at + (CUT_PEM.exec(text)?.[0].length ?? BEGIN.length);
    const isWhole = close >= 0 && close - at < LONGEST_PEM;
    const last = isWhole ? text.indexOf("-----", close + END.length) : -1;
    const end =
      last < 0 || last - close > 100
        ? isWhole
          ? Math.max(cut, close + END.length)
          : cut
        : last + "-----".length;
    parts.push(text.slice(from, at), secret(text.slice(at, end)));
    from = end;
  }
  return parts.join("") + text.slice(from);
}
