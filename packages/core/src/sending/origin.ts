import * as v from "valibot";
import { hostIdSchema, type HostId } from "../hosts/host.ts";
import { flag, text, type DataOf } from "../shared/described.ts";

/** The host whose files a model is made of. */
const hostOriginSchema = v.object({
  host: hostIdSchema,
  /** Whether a copy or a new name gave the model its name there, so that no registry has it. */
  isLocalName: v.exactOptional(flag),
});

/** A file on this machine that a model is made of. Paths are real ones: links were resolved when it was chosen. */
const fileOriginSchema = v.object({
  file: text,
  /** The name that the person knows, without its folder. */
  label: text,
  /** The file with the vision part of a GGUF model. */
  projector: v.exactOptional(text),
});

/** Where a model comes from; absent: from its registry. */
export const originSchema = v.union([hostOriginSchema, fileOriginSchema]);
export type Origin = DataOf<typeof originSchema>;
export type FileOrigin = DataOf<typeof fileOriginSchema>;

export const isFromFile = (origin: Origin | undefined): origin is FileOrigin =>
  origin !== undefined && "file" in origin;

/** The host that a model comes from, if it comes from one. */
export const hostOfOrigin = (origin: Origin | undefined): HostId | undefined =>
  origin === undefined || isFromFile(origin) ? undefined : origin.host;

/** Whether no registry has the model under its name. */
export const givesLocalName = (origin: Origin | undefined): boolean =>
  origin !== undefined && (isFromFile(origin) || origin.isLocalName === true);

export const isSameOrigin = (one: Origin | undefined, other: Origin | undefined): boolean =>
  hostOfOrigin(one) === hostOfOrigin(other) && fileOf(one) === fileOf(other);

const fileOf = (origin: Origin | undefined): string | undefined =>
  isFromFile(origin) ? origin.file : undefined;
