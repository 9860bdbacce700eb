import type { BuildListener } from '../projections/runnerTerm.ts';

const GROUPED = new Intl.NumberFormat('en');

const sizeOf = (events: number | undefined): string =>
  events === undefined ? 'the log' : `${GROUPED.format(events)} events`;

/** Says at the console that read models are built anew, once however often that is tried, and when they are. */
export const createBuildNews = (tell: (line: string) => void): BuildListener => {
  let building = '';
  return {
    building: (readModels, events) => {
      const names = readModels.join(', ');
      if (names === building) return;
      building = names;
      tell(
        `Building the read models ${names} anew from ${sizeOf(events)}; \`greenlane projections status\` shows how far`,
      );
    },
    built: () => {
      building = '';
      tell('The read models are built');
    },
  };
};
