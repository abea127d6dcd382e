/** VS Code turns `[…](…)` in a message into a link, and that text may come from a model, a server or a log. */
export const withoutLinks = (text: string): string => text.replaceAll("](", "] (");
