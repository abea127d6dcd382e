/** Escapes `$(name)`: VS Code shows it as an icon in a picker, and the text may come from a model's web page. */
export const asPlainText = (text: string): string => text.replaceAll("$(", "\\$(");
