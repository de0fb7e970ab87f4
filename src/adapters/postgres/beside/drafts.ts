import type { Pool } from 'pg'
import type {
  AcceptedSentence,
  DraftComment,
  DraftStore,
  DraftVersion,
  StoredBrief,
  StoredDraft,
} from '../../../app/ports/draft-ports.ts'
import { refuse } from '../../../ledger/fault.ts'
import { isRecordId } from '../../../ledger/record/record.ts'
import type { HandedIn } from '../../../matter/report-step.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import type { Scope } from '../within-organisation.ts'
import { transactionsOver } from '../within-organisation.ts'
import { readKeptFile, sendKeptFile } from './report-files.ts'

/** Drafts in PostgreSQL, each statement inside the context of one organisation. */
export function openDrafts(pool: Pool): DraftStore {
  const { reading, writing } = transactionsOver(pool)
  return {
    open: (org, draft) => writing(org, (scope) => insertDraft(scope, draft)),
    list: (org) => reading(org, listDrafts),
    read: (org, id) => reading(org, (scope) => readDraft(scope, id)),
    save: (org, save) =>
      writing(org, async (scope) => {
        const revision = await saveTree(scope, save)
        sendVersion(scope, { ...save, revision, savedAt: save.at, savedBy: save.by })
        return revision
      }),
    seen: (org, at) => writing(org, (scope) => noteReader(scope, at)),
    close: (org, id) =>
      writing(org, async (scope) => {
        scope.send({
          name: 'close-draft',
          text: 'UPDATE ledger.draft SET open = false WHERE org_id = $1 AND id = $2',
          values: [scope.org, id],
        })
      }),
    handOver: (org, { drafts, to }) =>
      writing(org, async (scope) => {
        scope.send({
          name: 'hand-drafts-over',
          text: `UPDATE ledger.draft SET handed_to = $3
                 WHERE org_id = $1 AND id = ANY ($2::uuid[]) AND open`,
          values: [scope.org, drafts, to],
        })
      }),
    handIn: (org, draft, handedIn) => writing(org, (scope) => handDraftIn(scope, draft, handedIn)),
    accept: (org, accepted) => writing(org, (scope) => acceptSentences(scope, accepted)),
    versions: (org, id) => reading(org, (scope) => listVersions(scope, id)),
    version: (org, at) => reading(org, (scope) => readVersion(scope, at)),
    keepVersion: (org, version) => writing(org, async (scope) => sendVersion(scope, version)),
    comments: (org, id) => reading(org, (scope) => listComments(scope, id)),
    comment: (org, draft, comment) =>
      writing(org, async (scope) => sendComment(scope, draft, comment)),
    settleComment: (org, settled) => writing(org, (scope) => settleComment(scope, settled)),
    keepFile: (org, record, file) =>
      writing(org, async (scope) => sendKeptFile(scope, record, file)),
    file: (org, record, named) => reading(org, (scope) => readKeptFile(scope, record, named)),
  }
}

const heardWithin = "interval '15 seconds'"

async function noteReader(
  scope: Scope,
  { draft, person }: { readonly draft: string; readonly person: string },
): Promise<readonly string[]> {
  scope.send({
    name: 'forget-draft-readers',
    text: `DELETE FROM ledger.draft_reader WHERE org_id = $1
           AND (seen_at < now() - ${heardWithin} OR (draft = $2 AND person = $3))`,
    values: [scope.org, draft, person],
  })
  scope.send({
    name: 'note-draft-reader',
    text: `INSERT INTO ledger.draft_reader (org_id, draft, person, seen_at)
           VALUES ($1, $2, $3, now()) ON CONFLICT DO NOTHING`,
    values: [scope.org, draft, person],
  })
  const others = await scope.rows<{ person: string }>({
    name: 'other-draft-readers',
    text: `SELECT person FROM ledger.draft_reader
           WHERE org_id = $1 AND draft = $2 AND person <> $3 ORDER BY person`,
    values: [scope.org, draft, person],
  })
  return others.map((one) => one.person)
}

interface DraftRow {
  id: string
  record: string
  report: string
  year: number
  replaces: string | null
  answers: string | null
  open: boolean
  revision: number
  writers: string[]
  handed_to: string | null
  handed_in: HandedIn | null
  accepted: AcceptedSentence[]
  opened_at: string
  saved_at: string
  saved_by: string
}

const draftColumns = `id, record, report, year, replaces, answers, open, revision, writers, handed_to,
  handed_in, accepted, opened_at, saved_at, saved_by`

function draftOf(stored: DraftRow): Omit<StoredDraft, 'tree'> {
  const { handed_to, handed_in, opened_at, saved_at, saved_by, ...row } = stored
  return {
    ...row,
    handedTo: handed_to,
    handedIn: handed_in,
    openedAt: opened_at,
    savedAt: saved_at,
    savedBy: saved_by,
  }
}

async function insertDraft(scope: Scope, draft: StoredDraft): Promise<void> {
  const rows = await scope.rows({
    name: 'insert-draft',
    text: `INSERT INTO ledger.draft (org_id, ${draftColumns}, tree)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
           ON CONFLICT DO NOTHING RETURNING id`,
    values: [
      scope.org,
      draft.id,
      draft.record,
      draft.report,
      draft.year,
      draft.replaces,
      draft.answers,
      draft.open,
      draft.revision,
      draft.writers,
      draft.handedTo,
      draft.handedIn === null ? null : JSON.stringify(draft.handedIn),
      JSON.stringify(draft.accepted),
      draft.openedAt,
      draft.savedAt,
      draft.savedBy,
      JSON.stringify(draft.tree),
    ],
  })
  if (rows.length === 1) return
  refuse('draft.exists', {
    at: ['body', 'report'],
    text: { zh: '这份报告已经在起草。', en: 'This report is being drafted already.' },
    hint: { zh: '请在报告列表中打开那份草稿。', en: 'Open that draft in the list of reports.' },
  })
}

async function listDrafts(scope: Scope): Promise<StoredBrief[]> {
  const rows = await scope.rows<DraftRow & { title: string }>({
    name: 'list-drafts',
    text: `SELECT ${draftColumns}, tree ->> 'title' AS title FROM ledger.draft WHERE org_id = $1
           ORDER BY opened_at DESC, id LIMIT 500`,
    values: [scope.org],
  })
  return rows.map(({ title, ...row }) => ({ ...draftOf(row), title }))
}

async function readDraft(scope: Scope, id: string): Promise<StoredDraft | null> {
  if (!isRecordId(id)) return null
  const [row] = await scope.rows<DraftRow & { tree: DraftTree }>({
    name: 'read-draft',
    text: `SELECT ${draftColumns}, tree FROM ledger.draft WHERE org_id = $1 AND id = $2`,
    values: [scope.org, id],
  })
  if (row === undefined) return null
  const { tree, ...rest } = row
  return { ...draftOf(rest), tree }
}

async function handDraftIn(scope: Scope, draft: string, handedIn: HandedIn): Promise<boolean> {
  if (!isRecordId(draft)) return false
  const rows = await scope.rows({
    name: 'hand-draft-in',
    text: `UPDATE ledger.draft SET handed_in = $3
           WHERE org_id = $1 AND id = $2 AND open RETURNING id`,
    values: [scope.org, draft, JSON.stringify(handedIn)],
  })
  return rows.length === 1
}

async function acceptSentences(
  scope: Scope,
  { draft, sentences, by }: Parameters<DraftStore['accept']>[1],
): Promise<boolean> {
  if (!isRecordId(draft)) return false
  const added = by
    ? sentences.map((sentence): AcceptedSentence => ({ sentence, by: by.person, at: by.at }))
    : []
  const rows = await scope.rows({
    name: 'accept-sentences',
    text: `UPDATE ledger.draft SET accepted = jsonb_path_query_array(accepted,
             '$[*] ? (!(@.sentence == $named[*]))', $3::jsonb) || $4::jsonb
           WHERE org_id = $1 AND id = $2 AND open RETURNING id`,
    values: [scope.org, draft, JSON.stringify({ named: sentences }), JSON.stringify(added)],
  })
  return rows.length === 1
}

async function saveTree(
  scope: Scope,
  save: { id: string; expected: number; tree: DraftTree; by: string; at: string },
): Promise<number> {
  const [row] = await scope.rows<{ revision: number }>({
    name: 'save-draft',
    text: `UPDATE ledger.draft SET tree = $4, revision = revision + 1, saved_at = $5, saved_by = $6,
             writers = CASE WHEN $6 = ANY (writers) THEN writers ELSE array_append(writers, $6) END
           WHERE org_id = $1 AND id = $2 AND revision = $3 AND open RETURNING revision`,
    values: [scope.org, save.id, save.expected, JSON.stringify(save.tree), save.at, save.by],
  })
  return row?.revision ?? refuseWrite(scope, save.id)
}

async function refuseWrite(scope: Scope, id: string): Promise<never> {
  const known = await readDraft(scope, id)
  if (known?.open === false) {
    return refuse('draft.closed', {
      text: {
        zh: '报告已经签发，不能再改。',
        en: 'The report has been signed; its text no longer changes.',
      },
      hint: { zh: '如需更正，请起草更正稿。', en: 'Draft a corrected version instead.' },
    })
  }
  return refuse('draft.stale', {
    text: {
      zh: '草稿在您打开之后已有改动。',
      en: 'The draft has changed since you opened it.',
    },
    hint: { zh: '请取得最新一稿，再保存。', en: 'Take the newest revision and save again.' },
  })
}

function sendVersion(
  scope: Scope,
  version: DraftVersion & { readonly id: string; readonly tree: DraftTree },
): void {
  const { id, slot, revision, savedAt, savedBy, tree } = version
  scope.send({
    name: 'keep-draft-version',
    text: `INSERT INTO ledger.draft_version
             (org_id, draft, slot, revision, saved_at, saved_by, tree)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (org_id, draft, slot) DO UPDATE SET revision = $4, saved_at = $5,
             saved_by = $6, tree = $7`,
    values: [scope.org, id, slot, revision, savedAt, savedBy, JSON.stringify(tree)],
  })
}

async function listVersions(scope: Scope, id: string): Promise<DraftVersion[]> {
  if (!isRecordId(id)) return []
  const rows = await scope.rows<{
    slot: string
    revision: number
    saved_at: string
    saved_by: string
  }>({
    name: 'list-draft-versions',
    text: `SELECT slot, revision, saved_at, saved_by FROM ledger.draft_version
           WHERE org_id = $1 AND draft = $2 ORDER BY revision DESC, slot LIMIT 500`,
    values: [scope.org, id],
  })
  return rows.map(({ slot, revision, saved_at, saved_by }) => ({
    slot,
    revision,
    savedAt: saved_at,
    savedBy: saved_by,
  }))
}

async function readVersion(
  scope: Scope,
  { id, slot }: { id: string; slot: string },
): Promise<DraftTree | null> {
  if (!isRecordId(id)) return null
  const [row] = await scope.rows<{ tree: DraftTree }>({
    name: 'read-draft-version',
    text: `SELECT tree FROM ledger.draft_version
           WHERE org_id = $1 AND draft = $2 AND slot = $3`,
    values: [scope.org, id, slot],
  })
  return row?.tree ?? null
}

async function listComments(scope: Scope, id: string): Promise<DraftComment[]> {
  if (!isRecordId(id)) return []
  const rows = await scope.rows<{
    id: string
    block: string
    said: string
    said_by: string
    said_at: string
    settled_by: string | null
    settled_at: string | null
  }>({
    name: 'list-draft-comments',
    text: `SELECT id, block, said, said_by, said_at, settled_by, settled_at
           FROM ledger.draft_comment WHERE org_id = $1 AND draft = $2
           ORDER BY said_at, id LIMIT 1000`,
    values: [scope.org, id],
  })
  return rows.map(({ said_by, said_at, settled_by, settled_at, ...rest }) => ({
    ...rest,
    saidBy: said_by,
    saidAt: said_at,
    settledBy: settled_by,
    settledAt: settled_at,
  }))
}

function sendComment(scope: Scope, draft: string, comment: DraftComment): void {
  scope.send({
    name: 'insert-draft-comment',
    text: `INSERT INTO ledger.draft_comment (org_id, draft, id, block, said, said_by, said_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      scope.org,
      draft,
      comment.id,
      comment.block,
      comment.said,
      comment.saidBy,
      comment.saidAt,
    ],
  })
}

async function settleComment(
  scope: Scope,
  settled: { draft: string; id: string; by: string; at: string },
): Promise<boolean> {
  if (!isRecordId(settled.id)) return false
  const rows = await scope.rows({
    name: 'settle-draft-comment',
    text: `UPDATE ledger.draft_comment SET settled_by = $4, settled_at = $5
           WHERE org_id = $1 AND draft = $2 AND id = $3 AND settled_at IS NULL RETURNING id`,
    values: [scope.org, settled.draft, settled.id, settled.by, settled.at],
  })
  return rows.length === 1
}
