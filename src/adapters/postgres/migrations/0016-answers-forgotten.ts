import { roles } from '../roles.ts'
import { checkOf } from './app-tables.ts'

/**
 * The key that an imported row was answered under is a hash of its words, and so is what stands
 * beside any key: whoever erases takes them along. What was erased before loses them here; nobody
 * has a right over rows of all units, so that the tables are opened for that moment.
 */
export const answersForgotten = [
  `CREATE POLICY answer_delete ON ledger.answer FOR DELETE ${checkOf('DELETE')}`,
  `GRANT SELECT, DELETE ON ledger.answer TO ${roles.eraser}`,
  'ALTER TABLE ledger.answer NO FORCE ROW LEVEL SECURITY',
  'ALTER TABLE ledger.payload NO FORCE ROW LEVEL SECURITY',
  `DELETE FROM ledger.answer a USING ledger.payload p
   WHERE p.org_id = a.org_id AND p.index = a.index AND p.erased IS NOT NULL`,
  'ALTER TABLE ledger.payload FORCE ROW LEVEL SECURITY',
  'ALTER TABLE ledger.answer FORCE ROW LEVEL SECURITY',
].join(';\n')
