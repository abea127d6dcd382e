/**
 * The README for the extension's page, without what leads to files of the repository, which are not in the package:
 * images and the row of links to other documents are left out, and any other link becomes its text.
 */
export const readmeOfPackage = (readme: string): string =>
  readme
    .replaceAll(/^!\[.*\]\((?!https:).*\)\n\n/gm, "")
    .replaceAll(/\[[^\]]+\]\((?!https:|#)[^)]*\) · /g, "")
    .replaceAll(/\[([^\]]+)\]\((?!https:|#)[^)]*\)/g, "$1");
