#!/usr/bin/env node
import { main } from '../dist/app/cli/main.js';
import { createConsole } from '../dist/app/console.js';

const console = createConsole(process.stdout, process.stderr);
process.exitCode = await main(process.argv.slice(2), { env: process.env, console, process });
