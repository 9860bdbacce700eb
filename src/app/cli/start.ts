import type { Register } from './frame.ts';

/** `greenlane start`: what `npm start` runs. */
export const registerStart: Register = (program, frame) => {
  program
    .command('start')
    .description('start the server; settings come from the environment, see the README')
    .action(async () => {
      // What serves is most of the program: the other commands do not load it.
      const { runServer } = await import('./runServer.ts');
      await runServer(frame);
    });
};
