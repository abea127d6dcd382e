/** VS Code makes links of `[…](…)` in a message, and a model, a server or a log could have written that. */
export const withoutLinks = (text: string): string => text.replaceAll("](", "] (");
