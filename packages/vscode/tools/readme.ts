/**
 * The README as the extension's own page shows it: without the pictures and links that lead into the repository, since
 * the package holds neither.
 */
export const readmeOfPackage = (readme: string): string =>
  readme
    .replaceAll(/^!\[.*\]\((?!https:).*\)\n\n/gm, "")
    .replaceAll(/\[([^\]]+)\]\((?!https:|#)[^)]*\)/g, "$1");
