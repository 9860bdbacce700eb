import { FIELDS } from '../../domain/catalogue/catalogue.ts';
import { orderOf } from '../../domain/catalogue/kinds.ts';
import type { Order } from '../../domain/catalogue/kinds/order.ts';
import type { FieldValue } from '../../domain/patient/events.ts';

const ORDERS: ReadonlyMap<string, Order> = new Map(
  FIELDS.flatMap((field): [string, Order][] => {
    const order = orderOf(field);
    return order ? [[field.path, order]] : [];
  }),
);

/** A number that sorts as the value does among those of its path; undefined where values do not follow each other. */
export const rankOf = (path: string, value: FieldValue): number | undefined => ORDERS.get(path)?.rankOf(value);
