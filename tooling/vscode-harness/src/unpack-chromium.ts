// Runs in its own process with TMPDIR set: @sparticuz/chromium can only unpack to the system's temporary folder.
import { join } from "node:path";
import { inflate } from "@sparticuz/chromium";

const [, , archives = "."] = process.argv;
for (const name of ["al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br", "chromium.br"]) {
  await inflate(join(archives, name));
}
