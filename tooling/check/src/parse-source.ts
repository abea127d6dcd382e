import { parseSync, Visitor, type Function as FunctionNode, type ArrowFunctionExpression } from "oxc-parser";

/** The functions, imports and exports of a file. */
export type SourceFile = {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly functions: readonly FunctionShape[];
  readonly imports: readonly Import[];
  /** The exported values that it declares. */
  readonly values: readonly string[];
  readonly reExports: readonly ReExport[];
};

export type FunctionShape = { readonly name: string; readonly line: number; readonly lines: number };

/** An import, or an export from another file. */
export type Import = {
  readonly from: string;
  /** Whether it imports only types. */
  readonly isType: boolean;
  /** The imported names; `*` for a whole module. */
  readonly names: readonly string[];
};

export type ReExport = { readonly from: string; readonly name: string; readonly as: string };

/** Parses TypeScript or JavaScript. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`);
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  const exports = module.staticExports.flatMap(({ entries }) => entries);
  const reExports = exports.flatMap(({ moduleRequest, importName, exportName, isType }) =>
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
    imports: [...imports, ...reExports.map(({ from, isType }) => ({ from, isType, names: [] }))],
    values: exports.flatMap(({ moduleRequest, exportName, isType }) =>
      moduleRequest === null && !isType ? [exportName.name ?? "default"] : [],
    ),
    reExports,
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
