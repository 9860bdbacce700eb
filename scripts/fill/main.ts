import { createConsole } from '../../src/app/console.ts';
import { demo } from './demo.ts';

const console = createConsole(process.stdout, process.stderr);
process.exitCode = await demo(process.argv.slice(2), { env: process.env, console, process });
