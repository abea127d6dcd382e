#!/usr/bin/env node
// What @vscode/test-cli takes for the executable of VS Code. It must be one file that can be executed.
import "./main.ts";
