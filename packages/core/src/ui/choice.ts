export type Choice<Value> = { readonly value: Value; readonly label: string; readonly detail: string };
