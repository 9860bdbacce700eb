#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// Else V8 lets garbage grow to several times of what is in use before it looks for it, on machines with much memory.
setFlagsFromString('--heap-growing-percent=120');
// Else V8 takes what requests hold while they wait for the database for long-lived, and what that refers to outlives it.
setFlagsFromString('--no-allocation-site-pretenuring');

const { main } = await import('../dist/app/cli/main.js');
const { endProcess } = await import('../dist/app/cli/endProcess.js');
const { createConsole } = await import('../dist/app/console.js');
const console = createConsole(process.stdout, process.stderr);
await endProcess(process, await main(process.argv.slice(2), { env: process.env, console, process }));
