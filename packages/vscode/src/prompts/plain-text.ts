/** `$(name)` in a picker is an icon to VS Code, and a model's page could have written it. */
export const asPlainText = (text: string): string => text.replaceAll("$(", "\\$(");
