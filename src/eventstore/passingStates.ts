/**
 * SQLSTATEs after which the same statement may succeed later: connection (08), too many connections or disk full (53),
 * shut down or starting (57P), cancelled (57014), locks and deadlocks (40, 55P03), I/O (58), a server that has become a
 * standby (25006), and a database that is being restored: away, closed to connections, or still without a schema.
 */
const PASSING = /^(08...|53...|57P..|57014|40...|55P03|58...|25006|3D000|55000|3F000)$/;

export const isPassingState = (code: string): boolean => PASSING.test(code);
