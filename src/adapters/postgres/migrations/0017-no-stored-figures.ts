import { roles } from '../roles.ts'

/**
 * Figures are computed when somebody asks, and nobody ever stored one. Their table goes, and what
 * the role could do that was to read them; the role itself goes with `dropFormerRole`.
 */
export const noStoredFigures = [
  'DROP TABLE ledger.figure_value',
  `REVOKE SELECT ON ledger.organisation FROM ${roles.totals}`,
  `REVOKE USAGE ON SCHEMA ledger FROM ${roles.totals}`,
].join(';\n')
