import * as v from "valibot";
import type { DataOf } from "../shared/described.ts";
import { CHOICE_PROBLEMS, type ChoiceProblem } from "./choice-problem.ts";
import { argumentSchema, type Owner } from "./owner.ts";

const word = v.pipe(v.string("not-text"), v.regex(/^[^\0]*$/, "not-text"));

/**
 * Whether a program is found where it is meant: at its absolute path, on whatever platform, or by its name on the PATH.
 * A relative path would depend on the folder that is open, and so would `C:name`, of the current folder of that drive.
 */
const isFixedProgram = (program: string): boolean =>
  /^(\/|[a-z]:[\\/]|\\\\)/i.test(program) || /^(?!\.{1,2}$)[^/\\:]+$/.test(program);

/** A program and its arguments, which are run as they are: no shell, and no variables. */
const argv = v.pipe(
  v.array(word, "not-a-list"),
  v.minLength(1, "empty-list"),
  v.check(([program = ""]) => isFixedProgram(program), "relative-program"),
  v.transform(([program = "", ...rest]): [program: string, ...rest: string[]] => [program, ...rest]),
);

const name = v.pipe(
  v.string("not-text"),
  v.check((text) => v.is(argumentSchema, text), "not-a-name"),
);
/**
 * A container's name ("docker create", `--name`). Without a container of this name, an engine takes a name of hexadecimal
 * digits for the beginning of an id, and so it would stop another container; an id changes with each update.
 */
const containerName = v.pipe(
  v.string("not-text"),
  v.regex(/^(?![0-9a-f]+$)[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, "not-a-name"),
);
/** A service, with or without its ending: systemctl(1) takes globs and other kinds of units too (systemd.unit(5)). */
const unit = v.pipe(
  v.string("not-text"),
  v.regex(/^[a-zA-Z0-9_][a-zA-Z0-9:_.\\@-]{0,254}$/, "not-a-name"),
  v.transform((text) => (text.endsWith(".service") ? text : `${text}.service`)),
  v.check((text) => !OTHER_UNITS.test(text), "not-a-name"),
);
const OTHER_UNITS = /\.(socket|device|mount|automount|swap|target|path|timer|slice|scope)\.service$/;
const title = v.pipe(v.string("not-text"), v.regex(/^(?=.*\S)[^\p{C}]{1,80}$/u, "not-a-name"));

const variantOf = <Kind extends string, Entries extends v.ObjectEntries>(kind: Kind, entries: Entries) =>
  v.strictObject({ kind: v.literal(kind), ...entries });

const choiceSchema = v.variant(
  "kind",
  [
    variantOf("container", {
      engine: v.picklist(["docker", "podman", "nerdctl"], "not-a-choice"),
      name: containerName,
      context: v.exactOptional(name),
    }),
    variantOf("kubernetes", {
      context: name,
      namespace: name,
      workload: v.pipe(
        v.string("not-text"),
        v.regex(/^(deployment|statefulset)\/[a-z0-9][a-z0-9.-]*$/, "not-a-workload"),
      ),
    }),
    variantOf("systemd", { scope: v.picklist(["system", "user"], "not-a-choice"), unit }),
    variantOf("custom", {
      name: title,
      start: argv,
      stop: argv,
      /** Exits with 0 while the service runs. */
      status: v.exactOptional(argv),
      /** Writes the last lines of the log and then each new one. */
      log: v.exactOptional(argv),
    }),
    variantOf("paddock", {}),
  ],
  "unknown-kind",
);

/** Who runs Ollama by the person's setting, which takes precedence over what is found out. */
export type OwnerChoice = DataOf<typeof choiceSchema>;

export type ParsedChoice =
  | { readonly kind: "none" }
  | { readonly kind: "chosen"; readonly choice: OwnerChoice }
  | { readonly kind: "wrong"; readonly problem: ChoiceProblem };

/** Parses the setting for one service. `undefined`, `null` and `{}` mean that nothing is chosen. */
export function ownerChoice(value: unknown): ParsedChoice {
  if (value === undefined || value === null) return { kind: "none" };
  if (typeof value !== "object" || Array.isArray(value)) return wrong("", "not-an-object");
  if (Object.keys(value).length === 0) return { kind: "none" };
  const parsed = v.safeParse(choiceSchema, value);
  if (parsed.success) return { kind: "chosen", choice: parsed.output };
  const [issue] = parsed.issues;
  const [field = ""] = (v.getDotPath(issue) ?? "").split(".");
  if (issue.type === "strict_object")
    return wrong(field, issue.expected === "never" ? "unknown-field" : "missing");
  const because = CHOICE_PROBLEMS.find((problem) => problem === issue.message);
  return wrong(field, because ?? "unknown-kind");
}

const wrong = (field: string, because: ChoiceProblem["because"]): ParsedChoice => ({
  kind: "wrong",
  problem: { field, because },
});

/** The owner that a choice names; `undefined` for Paddock itself, which has to be recognised by its process. */
export function ownerOf(choice: OwnerChoice): Exclude<Owner, { kind: "paddock" }> | undefined {
  switch (choice.kind) {
    case "container":
    case "kubernetes":
    case "systemd":
      return choice;
    case "custom":
      return { kind: "custom", name: choice.name };
    case "paddock":
      return undefined;
  }
}

/** The choice that names an owner; `undefined` for one that the setting cannot name. */
export function choiceOf(owner: Owner): OwnerChoice | undefined {
  if (owner.kind === "paddock") return { kind: "paddock" };
  return owner.kind === "container" || owner.kind === "kubernetes" || owner.kind === "systemd"
    ? owner
    : undefined;
}

/** Whether a choice can be about a service on another machine: its tool leads there. */
export const mayBeRemote = ({ kind }: OwnerChoice): boolean => kind !== "systemd" && kind !== "paddock";
