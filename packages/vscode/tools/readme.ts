/**
 * The README for the extension's page: without images and links to files of the repository, which are not in the
 * package.
 */
export const readmeOfPackage = (readme: string): string =>
  readme
    .replaceAll(/^!\[.*\]\((?!https:).*\)\n\n/gm, "")
    .replaceAll(/\[[^\]]+\]\((?!https:|#)[^)]*\) · /g, "")
    .replaceAll(/\[([^\]]+)\]\((?!https:|#)[^)]*\)/g, "$1");
