import { roles } from '../roles.ts'

/** The servers of the installation, as each says of itself while it serves. */
export const instances = `
SET LOCAL ROLE ${roles.jobs};
CREATE TABLE jobs.instance (
  id uuid NOT NULL PRIMARY KEY,
  started_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  version text NOT NULL,
  schema integer NOT NULL,
  pack text NOT NULL,
  address text NOT NULL,
  lacks text[] NOT NULL
);
SET LOCAL ROLE ${roles.tables};
`
