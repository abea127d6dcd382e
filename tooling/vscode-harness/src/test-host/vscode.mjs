#!/usr/bin/env node
// Stands in for VS Code's executable in @vscode/test-cli, and must therefore be a single executable file.
import "./main.ts";
