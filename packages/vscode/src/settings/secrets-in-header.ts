/** A shorter part says nothing alone, and may be any word. */
const SHORTEST_PART = 6;
const SCHEME = /^(?:basic|bearer|digest|negotiate|ntlm|token|apikey)$/i;

/** The secrets in a header's value, as a gateway may log them: all of it, each part, and the password of a login. */
export function secretsInHeader(value: string): readonly string[] {
  const parts = value.split(/\s+/).filter((part) => part.length >= SHORTEST_PART && !SCHEME.test(part));
  const [, login] = /^\s*basic\s+(\S+)\s*$/i.exec(value) ?? [];
  return [value, ...parts, ...(login === undefined ? [] : passwordIn(login))];
}

/** Credentials are `name:password` in base64 (RFC 7617 §2). */
function passwordIn(login: string): readonly string[] {
  const [, password] = /^[^:]*:(.+)$/s.exec(Buffer.from(login, "base64").toString("utf8")) ?? [];
  return password === undefined ? [] : [password];
}
