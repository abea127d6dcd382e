// npm run -s shape: prints for each package the sizes of files and functions, import cycles, and exports with one user.
import { fileURLToPath } from "node:url";
import { readRepository } from "./src/read-repository.ts";
import { isTest, placesOf, shapesOf } from "./src/shape.ts";

/** An action whose name should appear in only a few places; `model.updates` and `model.update-all` do not match. */
const ACTION = /\bmodel\.update(?![\w-])/;

const repository = readRepository(fileURLToPath(new URL("../..", import.meta.url)));
const shapes = shapesOf(repository);
console.table(
  Object.fromEntries(
    shapes.map(({ name, longest, ...shape }) => [
      name,
      {
        files: shape.files,
        median: shape.medianLines,
        p90: shape.p90Lines,
        "over 80": shape.longFunctions,
        "value cycles": shape.valueCycles,
        "type cycles": shape.typeCycles,
        "one user": shape.withOneUser,
        longest: longest && `${longest.name} ${longest.lines}`,
      },
    ]),
  ),
);
for (const { name, longest } of shapes)
  if (longest && !isTest(longest.path))
    console.log(
      `longest of ${name}: ${longest.name} at ${longest.path}:${longest.line}, ${longest.lines} lines`,
    );
const places = placesOf(repository, ACTION);
console.log(`${ACTION.source} appears in ${places.length} places outside tests:`, places.join(" "));
