import { roles } from '../roles.ts'

/** What `packDigest` (src/pack/pack-digest.ts) makes of the files of a row. */
const digestOfFiles = `(SELECT encode(sha256(convert_to(string_agg(
    encode(sha256(convert_to(f.value, 'UTF8')), 'hex') || '  ' || f.key || chr(10), ''
    ORDER BY f.key COLLATE "C"), 'UTF8')), 'hex')
  FROM jsonb_each_text(p.files) f)`

/**
 * The files of a pack are kept once for all that adopted it: `pack_version` says who did. A pack is
 * no organisation's, so its table names none; whoever reads it looks whether its files give its
 * digest. Where copies differ, one that does is kept.
 */
export const packsOnce = [
  `CREATE TABLE ledger.pack (
  digest text COLLATE "C" NOT NULL PRIMARY KEY,
  files jsonb NOT NULL
)`,
  'ALTER TABLE ledger.pack ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE ledger.pack FORCE ROW LEVEL SECURITY',
  'CREATE POLICY pack_select ON ledger.pack FOR SELECT USING (true)',
  'CREATE POLICY pack_insert ON ledger.pack FOR INSERT WITH CHECK (true)',
  `GRANT SELECT, INSERT ON ledger.pack TO ${roles.app}`,
  `GRANT SELECT ON ledger.pack TO ${roles.auditor}`,
  'ALTER TABLE ledger.pack_version NO FORCE ROW LEVEL SECURITY',
  `INSERT INTO ledger.pack (digest, files)
   SELECT DISTINCT ON (p.digest) p.digest, p.files FROM ledger.pack_version p
   ORDER BY p.digest, p.digest <> ${digestOfFiles}, p.org_id`,
  'ALTER TABLE ledger.pack_version DROP COLUMN files',
  'ALTER TABLE ledger.pack_version FORCE ROW LEVEL SECURITY',
].join(';\n')
