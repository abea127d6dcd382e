import { parseSync, Visitor, type Function as FunctionNode, type ArrowFunctionExpression } from "oxc-parser";

/** What one file has, and what it takes from others. */
export type SourceFile = {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly functions: readonly FunctionShape[];
  readonly imports: readonly Import[];
  /** The values that it declares and exports. */
  readonly values: readonly string[];
  /** What it exports of other files. */
  readonly passedOn: readonly PassedOn[];
};

export type FunctionShape = { readonly name: string; readonly line: number; readonly lines: number };

/** An import, or an export that comes from elsewhere. */
export type Import = {
  readonly from: string;
  /** Whether nothing of it is left when the file runs. */
  readonly isType: boolean;
  /** The names of what is imported; `*` is all there is. */
  readonly names: readonly string[];
};

export type PassedOn = { readonly from: string; readonly name: string; readonly as: string };

/** Reads a file of TypeScript or JavaScript. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`);
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  const exports = module.staticExports.flatMap(({ entries }) => entries);
  const passedOn = exports.flatMap(({ moduleRequest, importName, exportName, isType }) =>
    moduleRequest === null
      ? []
      : [
          {
            from: moduleRequest.value,
            name: importName.name ?? "*",
            as: exportName.name ?? "*",
            isType,
          },
        ],
  );
  const imports = module.staticImports.map(({ moduleRequest, entries }) => ({
    from: moduleRequest.value,
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
    names: entries.flatMap(({ importName, isType }) => (isType ? [] : [importName.name ?? "*"])),
  }));
  return {
    path,
    text,
    lines: text.trimEnd().split("\n").length,
    functions: functionsIn(program, lineOf),
    imports: [...imports, ...passedOn.map(({ from, isType }) => ({ from, isType, names: [] }))],
    values: exports.flatMap(({ moduleRequest, exportName, isType }) =>
      moduleRequest === null && !isType ? [exportName.name ?? "default"] : [],
    ),
    passedOn,
  };
}

type Program = ReturnType<typeof parseSync>["program"];

function functionsIn(program: Program, lineOf: (offset: number) => number): readonly FunctionShape[] {
  const functions: FunctionShape[] = [];
  const names = new Map<unknown, string>();
  const note = (node: FunctionNode | ArrowFunctionExpression): void => {
    const name = node.id?.name ?? names.get(node) ?? "(anonymous)";
    const line = lineOf(node.start);
    functions.push({ name, line, lines: lineOf(node.end) - line + 1 });
  };
  const noteNamed = ({ key, value }: { readonly key: object; readonly value: unknown }): void => {
    if ("name" in key && typeof key.name === "string") names.set(value, key.name);
  };
  new Visitor({
    VariableDeclarator: ({ id, init }) => void (id.type === "Identifier" && names.set(init, id.name)),
    Property: noteNamed,
    MethodDefinition: noteNamed,
    PropertyDefinition: noteNamed,
    FunctionDeclaration: note,
    FunctionExpression: note,
    ArrowFunctionExpression: note,
  }).visit(program);
  return functions;
}
