import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("Paddock in VS Code", () => {
  it("is installed, and activates", async () => {
    const extension = vscode.extensions.getExtension("paddock.ollama-paddock");
    assert.ok(extension, "the extension is installed");
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
