import { roles } from '../roles.ts'
import { checkOf } from './app-tables.ts'

/**
 * The key that an imported row was answered under is a hash of its words, and so is what stands
 * beside the key of a request: whoever erases takes both along. The digest of a received report
 * stays, which is no hash of a record and keeps it from being received again. What was erased
 * before loses them here; nobody has a right over rows of all units, so that the tables are opened
 * for that moment.
 */
export const answersErased = [
  `CREATE POLICY answer_update ON ledger.answer FOR UPDATE ${checkOf('UPDATE')}`,
  `GRANT SELECT, UPDATE (key, digest) ON ledger.answer TO ${roles.eraser}`,
  'ALTER TABLE ledger.answer NO FORCE ROW LEVEL SECURITY',
  'ALTER TABLE ledger.payload NO FORCE ROW LEVEL SECURITY',
  `UPDATE ledger.answer a SET
     key = CASE WHEN key LIKE 'import %' THEN 'erased ' || gen_random_uuid() ELSE key END,
     digest = ''
   FROM ledger.payload p
   WHERE p.org_id = a.org_id AND p.index = a.index AND p.erased IS NOT NULL
     AND key NOT LIKE 'received %'`,
  'ALTER TABLE ledger.payload FORCE ROW LEVEL SECURITY',
  'ALTER TABLE ledger.answer FORCE ROW LEVEL SECURITY',
].join(';\n')
