import { readEnd, readStart, type Bound } from '../../domain/shared/timeBounds.ts';
import { sentencesOf } from '../cases/valueProblems.ts';
import { Problem } from '../problems/problem.ts';
import type { FieldErrors } from '../problems/sentences.ts';

/** As they were sent; what is no text is refused by its schema. */
interface Asked {
  readonly start_time?: unknown;
  readonly end_time?: unknown;
}

/** Both ends are included, whether they name a day or a second (D-16). */
const boundsOf = ({ start_time: start, end_time: end }: Asked, zone: string): Readonly<Record<string, Bound>> => ({
  ...(typeof start === 'string' && { start_time: readStart(start, zone) }),
  ...(typeof end === 'string' && { end_time: readEnd(end, zone) }),
});

const errorsIn = (bounds: Readonly<Record<string, Bound>>): FieldErrors =>
  sentencesOf(
    Object.fromEntries(
      Object.entries(bounds).flatMap(([name, bound]) => ('problem' in bound ? [[name, [bound.problem]]] : [])),
    ),
  );

/** What is wrong with the bounds, each under its name. */
export const entryTimeErrors = (asked: Asked, zone: string): FieldErrors => errorsIn(boundsOf(asked, zone));

const atOf = (bound: Bound | undefined): string | undefined => (bound && 'at' in bound ? bound.at : undefined);

/** The instants between which something was entered, the second one exclusive. @throws Problem validation_failed */
export const entryTimesOf = (asked: Asked, zone: string): { readonly from?: string; readonly before?: string } => {
  const bounds = boundsOf(asked, zone);
  const errors = errorsIn(bounds);
  if (Object.keys(errors).length > 0) throw new Problem('validation_failed', { errors });
  const [from, before] = [atOf(bounds['start_time']), atOf(bounds['end_time'])];
  return { ...(from !== undefined && { from }), ...(before !== undefined && { before }) };
};
