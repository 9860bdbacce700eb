import type { Register } from './frame.ts';
import type { ImportFlags } from './importCommand.ts';

/** `greenlane import LOG.csv --map MAP.json`: old records of a hospital become visits and milestones (D-40). */
export const registerImport: Register = (program, frame) => {
  program
    .command('import')
    .argument('<log>', 'an event log as CSV, a step a row')
    .requiredOption('--map <file>', 'JSON that says which columns and activities become which milestones')
    .option('--as <name>', 'who imports; the admin by default')
    .option('--dry-run', 'say what would be imported and what not, and import nothing')
    .option('--report <file>', 'write the closing report as JSON too')
    .description('import the time-stamped steps of old records; run again, it continues where it was stopped')
    .action(async (file: string, flags: ImportFlags) => {
      const { importCommand } = await import('./importCommand.ts');
      await importCommand({ ...flags, frame, file });
    });
};
