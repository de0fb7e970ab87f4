import { roles } from '../roles.ts'
import { policyExpression } from './0002-policies.ts'

/**
 * Who brought which file. The bytes stand beside the log under their SHA-256; what a record links
 * stands in its entry. A row is `waiting` until a record links the file, and `gone` when nobody
 * did for days and the bytes were thrown away.
 */
export const attachmentTable = `
CREATE TABLE ledger.attachment (
  org_id bigint NOT NULL,
  sha256 text NOT NULL CONSTRAINT attachment_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_by text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  bytes bigint NOT NULL CONSTRAINT attachment_bytes CHECK (bytes >= 0),
  uploaded_at timestamptz NOT NULL,
  state text NOT NULL
    CONSTRAINT attachment_state CHECK (state IN ('waiting', 'kept', 'gone', 'erased')),
  PRIMARY KEY (org_id, sha256, uploaded_by)
);
CREATE INDEX attachment_waiting ON ledger.attachment (org_id, uploaded_at)
  WHERE state = 'waiting';
ALTER TABLE ledger.attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.attachment FORCE ROW LEVEL SECURITY;
CREATE POLICY attachment_select ON ledger.attachment FOR SELECT USING ${policyExpression};
CREATE POLICY attachment_insert ON ledger.attachment FOR INSERT WITH CHECK ${policyExpression};
CREATE POLICY attachment_update ON ledger.attachment FOR UPDATE
  USING ${policyExpression} WITH CHECK ${policyExpression};
CREATE POLICY attachment_auditor ON ledger.attachment FOR SELECT TO ${roles.auditor} USING (true);
GRANT SELECT, INSERT, UPDATE ON ledger.attachment TO ${roles.app};
GRANT SELECT ON ledger.attachment TO ${roles.auditor};
`
