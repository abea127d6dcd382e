import { readSettings } from "./settings.ts";
import { serveCommand } from "./serve-command.ts";

const USAGE = `Usage:
  ollama [flags]
  ollama [command]

Available Commands:
  serve         Start Ollama

Flags:
  -h, --help      help for ollama
  -v, --version   Show version information
`;

const [command] = process.argv.slice(2);
const settings = readSettings(process.env);

switch (command) {
  case "serve":
  case "start":
    await serveCommand(settings, process.env);
    break;
  case "-v":
  case "--version":
    process.stdout.write(`ollama version is ${settings.version}\n`);
    break;
  case undefined:
  case "-h":
  case "--help":
  case "help":
    process.stdout.write(USAGE);
    break;
  default:
    process.stderr.write(`Error: unknown command "${command}" for "ollama"\n`);
    process.exitCode = 1;
}
