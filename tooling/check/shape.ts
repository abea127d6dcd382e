// npm run -s shape: how big files and functions are, how they hang together, and who uses what, by package.
import { fileURLToPath } from "node:url";
import { readRepository } from "./src/read-repository.ts";
import { isTest, placesOf, shapesOf } from "./src/shape.ts";

/** An action that must not be spelled out everywhere; `model.updates` or `model.update-all` would be others. */
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
console.log(`${ACTION.source} is named at ${places.length} places outside tests:`, places.join(" "));
