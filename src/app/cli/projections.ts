import { READ_MODELS } from '../../projections/readModels.ts';
import { Identifiers } from '../identifiers.ts';
import type { Register } from './frame.ts';
import { addProjectionCommands } from './projectionsCommand.ts';
import { withSystem } from './withSystem.ts';

/** `greenlane projections status` and `greenlane projections rebuild [NAME…]`. */
export const registerProjections: Register = (program, frame) => {
  const command = program.command('projections').description('the read models that queries are answered from');
  addProjectionCommands(command, {
    use: (work, { looksOnly }) =>
      withSystem(
        { frame, client: 'cli', as: undefined, needs: looksOnly ? 'log and read models' : 'log', looksOnly },
        ({ container, signal }) =>
          work({
            database: container.get(Identifiers.databases).databaseUrl,
            store: container.get(Identifiers.eventStore),
            readModels: READ_MODELS,
            zone: container.get(Identifiers.config).zone,
            log: container.get(Identifiers.logger),
            signal,
          }),
      ),
    console: frame.console,
    stream: frame.process.stderr,
  });
};
