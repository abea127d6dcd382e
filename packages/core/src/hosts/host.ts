import { branded, type Branded } from "../shared/brand.ts";
import { originOf, type Endpoint } from "./endpoint.ts";

/** One of the Ollamas that are watched. Facts, readings, commands and notices say by it which one they are about. */
export type HostId = Branded<"HostId">;

/** The id of the host at an endpoint: scheme, host name and port, as in `http://localhost:11434`. */
export const hostIdOf = (endpoint: Endpoint): HostId => originOf(endpoint) as HostId;

/** The id of a host whose setting does not name an endpoint. */
export const misconfiguredHostId = (setting: string): HostId => setting as HostId;

/** Parses an id that a command, a page or the history holds; `undefined` where the text cannot be one. */
export const parseHostId = (text: string): HostId | undefined =>
  text === "" || text.length > 1_000 ? undefined : (text as HostId);

/** The id of a host, in what comes from outside. */
export const hostIdSchema = branded(parseHostId, "not a host");

/** What happens at a host, said by rules and machines that know no host but their own. */
export type WithoutHost<Message> = Message extends unknown ? Omit<Message, "host"> : never;

/** Says of what happens at a host at which one it happens. */
export const atHost =
  (host: HostId) =>
  <Message extends object>(message: Message): Message & { readonly host: HostId } => ({ ...message, host });
