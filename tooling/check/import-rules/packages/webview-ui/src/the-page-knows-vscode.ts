import * as vscode from "vscode";
console.log(vscode);
