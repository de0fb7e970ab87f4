import { appTables } from './app-tables.ts'

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
${appTables({ attachment: ['SELECT', 'INSERT', 'UPDATE'] }).join(';\n')};
`
