import { registerAnchorExport } from './auditExport.ts';
import { misused, registerVerify } from './auditVerify.ts';
import type { Register } from './frame.ts';

/** `greenlane audit verify` and `greenlane audit export`. */
export const registerAudit: Register = (program, frame) => {
  const audit = program.command('audit').description('prove that the log is what was written');
  registerVerify(audit, frame);
  registerAnchorExport(audit, frame);
  // After them, for they take it over.
  audit.exitOverride(misused);
};
