import * as vscode from "vscode";

/** VS Code's own settings for a proxy, through which it sends what extensions ask of other machines. */
export function readEditorProxy(): { readonly url: string; readonly except: readonly string[] } | undefined {
  const settings = vscode.workspace.getConfiguration("http");
  const url: unknown = settings.get("proxy");
  const except: unknown = settings.get("noProxy");
  if (typeof url !== "string" || url === "") return undefined;
  return {
    url,
    except: Array.isArray(except) ? except.filter((name): name is string => typeof name === "string") : [],
  };
}
