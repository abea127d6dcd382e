import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** One of our two pages. */
export type PageName = "dashboard" | "inspector";

/** The HTML of a page. Its content security policy allows only our own script, style and font. */
export function pageHtml(webview: vscode.Webview, folder: vscode.Uri, page: PageName, title: string): string {
  const nonce = randomBytes(16).toString("base64url");
  const uriOf = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join("; ");
  return `<!doctype html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="modulepreload" nonce="${nonce}" href="${uriOf("chunk.js")}">
    <link rel="stylesheet" href="${uriOf(`${page}.css`)}">
  </head>
  <body>
    <div id="page"></div>
    <script type="module" nonce="${nonce}" src="${uriOf(`${page}.js`)}"></script>
  </body>
</html>`;
}
