import { branded, type Branded } from "../shared/brand.ts";
import { isRecordKey } from "../shared/record-key.ts";
import { originOf, type Endpoint } from "./endpoint.ts";

/** Identifies an Ollama. Facts, readings, commands and notices contain the id of the host that they are about. */
export type HostId = Branded<"HostId">;

/** The origin of the endpoint, such as `http://localhost:11434`. */
export const hostIdOf = (endpoint: Endpoint): HostId => originOf(endpoint) as HostId;

/** The id of a host whose setting does not name an endpoint; `name` is that of one of several. */
export const misconfiguredHostId = (setting: string, name?: string): HostId =>
  (name === undefined ? setting : `${setting} ${name}`) as HostId;

/** Parses an id from a command, a page or the history; `undefined` where the text is not a valid id. */
export const parseHostId = (text: string): HostId | undefined =>
  text === "" || text.length > 1_000 || /\p{Cc}/u.test(text) || !isRecordKey(text)
    ? undefined
    : (text as HostId);

export const hostIdSchema = branded(parseHostId, "not a host");

/** A message of rules and machines that do not know the id of their host. */
export type WithoutHost<Message> = Message extends unknown ? Omit<Message, "host"> : never;

/** Adds the host id to a message. */
export const atHost =
  (host: HostId) =>
  <Message extends object>(message: Message): Message & { readonly host: HostId } => ({ ...message, host });
