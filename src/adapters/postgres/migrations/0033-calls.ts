import { roles } from '../roles.ts'
import { appTables } from './app-tables.ts'

const draftAnswers = `
ALTER TABLE ledger.draft ADD COLUMN answers uuid;
DROP INDEX ledger.draft_open;
CREATE UNIQUE INDEX draft_open ON ledger.draft
  (org_id, report, year, (coalesce(answers, '00000000-0000-0000-0000-000000000000'::uuid)))
  WHERE open`

const table = `
CREATE TABLE ledger.collected (
  org_id bigint NOT NULL,
  call uuid NOT NULL,
  item text COLLATE "C" NOT NULL,
  record uuid NOT NULL,
  log text COLLATE "C" NOT NULL,
  figure text COLLATE "C",
  period text COLLATE "C" NOT NULL,
  step text NOT NULL,
  value double precision,
  said text,
  verdict text NOT NULL,
  size bigint NOT NULL,
  root text NOT NULL,
  entry bigint NOT NULL,
  PRIMARY KEY (org_id, call, item, record)
);
CREATE INDEX collected_record ON ledger.collected (org_id, record);
CREATE INDEX collected_figure ON ledger.collected (org_id, figure, period)`

/**
 * The call that a draft answers, and what was collected of the answers that arrived
 * (`src/ledger/core/collected.ts`): rows that say nothing which their records do not say, taken
 * away and written anew with each version of those.
 */
export const calls = [
  draftAnswers,
  table,
  ...appTables({ collected: ['SELECT', 'INSERT', 'DELETE'] }),
  `GRANT SELECT, INSERT, DELETE ON ledger.collected TO ${roles.eraser}`,
].join(';\n')
