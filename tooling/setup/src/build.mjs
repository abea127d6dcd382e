import { run } from "./npm.mjs";
import { findNode24, inPackages, pathWithPackages } from "./paths.mjs";

/** Builds the packages that have changed; rejects with the output if that fails. */
export function build() {
  const env = { PATH: pathWithPackages(), TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  return run(findNode24() ?? process.execPath, [inPackages("turbo/bin/turbo"), "run", "build"], { env });
}
