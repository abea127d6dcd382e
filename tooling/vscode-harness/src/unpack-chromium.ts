// Run as a program with TMPDIR set: @sparticuz/chromium unpacks to the system's temporary folder, and nowhere else.
import { join } from "node:path";
import { inflate } from "@sparticuz/chromium";

const [, , archives = "."] = process.argv;
for (const name of ["al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br", "chromium.br"]) {
  await inflate(join(archives, name));
}
