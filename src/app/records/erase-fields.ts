import { core } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { deny } from '../access/access.ts'
import { openTo } from '../access/open-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { namesOf } from '../roster/roster.ts'
import { dropBytes } from './drop-bytes.ts'
import { nextVersion } from './in-name.ts'
import { linkedFiles } from './linked-files.ts'
import { readRecord } from './read-record.ts'
import { storedWords } from './shown-record.ts'
import { forgetRoster } from './write-record.ts'

/** Fields that must be gone from every version of a record, and on what ground. */
export interface EraseFields {
  readonly record: string
  readonly expected: number
  /** Ids of top-level fields, each with all that stands under it. */
  readonly fields: readonly string[]
  readonly reason: string
}

/** What a list shows of a record whose title was erased. */
const erasedTitle = '（已依法删除）'

type Needs = Pick<AppPorts, 'store' | 'rosters' | 'blobs'>

/**
 * Erases fields of a record lawfully: values and the secret that salts them are gone from every
 * version, their files are thrown away, an entry says so, and all proofs go on holding. What was
 * sent to others before is out of reach. Refuses with `erase.field`, `record.unknown`,
 * `write.stale`.
 */
export async function eraseFields(
  ports: Needs,
  session: Session,
  request: EraseFields,
): Promise<Appended> {
  const before = await readRecord(ports, session, request.record)
  const register = session.pack.registers.get(before.register)
  // Who is a member, in which role, is read from this register alone.
  if (register === undefined || register.id === core.membership.id) return deny()
  checkFields(session, register, request.fields)
  const files = await filesOfVersions(ports, session, { before, register, request })
  const left = Object.fromEntries(
    Object.entries(before.values).filter(([id]) => !request.fields.includes(id)),
  )
  const names = namesOf(await ports.rosters.of(session.org.id))
  const { title, search } = storedWords(register, left, { lists: session.pack.lists, names })
  const { org, actor, pack } = session
  const erased = await ports.store.erase(org.id, {
    record: before.id,
    expected: request.expected,
    paths: request.fields,
    reason: request.reason,
    title: title.trim() === '' ? erasedTitle : title,
    search,
    actor: actor.id,
    pack: pack.digest,
  })
  await throwAway(ports, session, files)
  forgetRoster(ports, session, register.id)
  const line = { actor: actor.id, act: 'erase', subject: before.id, outcome: 'done' } as const
  await ports.store.trail(org.id, { ...line, detail: request.fields.join(' ') })
  // What was void must not begin to count again because something was taken out of it.
  return before.state === 'void' ? voidAgain(ports, session, { erased, left, title }) : erased
}

function checkFields(session: Session, register: Register, fields: readonly string[]): void {
  const { withheld } = openTo(session, register, {})
  const free = Object.hasOwn(freeFields, register.id) ? freeFields[register.id] : undefined
  for (const id of fields) {
    if (free && !free.includes(id)) refuseKept(id)
    const field = register.fields.find((one) => one.id === id)
    const isHidden = withheld.some((path) => path.split('.')[0] === id)
    if (field === undefined || isHidden) refuseField(id)
    // The day stands in the leaf itself, which nothing can change.
    if (id === register.date) refuseDate(id)
  }
}

// Records of these are steps of an action of their own, and what it goes by is no free text:
// without it a report would stand nowhere, or a right that was limited would lose its limit.
const freeFields: Readonly<Record<string, readonly string[]>> = {
  [core.report.id]: [core.report.names.name, core.report.names.sentTo, core.report.names.reasons],
  [core.receivedReport.id]: [core.receivedReport.names.title, core.receivedReport.names.reasons],
  [core.call.id]: [core.call.names.note],
  [core.callTaken.id]: [core.callTaken.names.note],
  [core.callAcknowledged.id]: [],
  [core.answerAsked.id]: [core.answerAsked.names.reason, core.answerAsked.names.reasons],
  [core.answerHanded.id]: [core.answerHanded.names.reason, core.answerHanded.names.reasons],
  [core.dutyList.id]: [core.dutyList.names.note],
  [core.dutyListTaken.id]: [core.dutyListTaken.names.note],
  [core.dutyListAcknowledged.id]: [],
  [core.override.id]: [core.override.names.reason],
  [core.standIn.id]: [core.standIn.names.authorisedBy],
  [core.merge.id]: [core.merge.names.reason],
  [core.passkey.id]: [core.passkey.names.name],
}

async function filesOfVersions(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  given: { before: LedgerRecord; register: Register; request: EraseFields },
): Promise<readonly string[]> {
  const { before, register, request } = given
  const fields = register.fields.filter(({ id }) => request.fields.includes(id))
  const versions = await ports.store.read(session.org.id, (reader) => reader.versions(before.id))
  const found = versions.flatMap(({ values }) => linkedFiles({ fields }, values ?? {}))
  return [...new Set(found.map(({ file }) => file.sha256))]
}

// Another record may link the same file; then it stays.
async function throwAway(
  ports: Pick<AppPorts, 'store' | 'blobs'>,
  { org }: Session,
  files: readonly string[],
): Promise<void> {
  if (files.length === 0) return
  const { store } = ports
  const named = await store.uploads.named(org.id, files)
  const gone = files.filter((sha256) => !named.includes(sha256))
  await store.uploads.setState(org.id, gone, { from: ['kept', 'waiting'], to: 'erased' })
  for (const sha256 of gone) await dropBytes(ports, org.id, sha256)
}

async function voidAgain(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  { erased, left, title }: { erased: Appended; left: Values; title: string },
): Promise<Appended> {
  const { record } = erased
  if (record === null) throw new Error('an erasure left no record')
  const { occurredOn } = record
  const words = { reason: '删除前已作废', title, search: '' }
  const write = nextVersion(session, record, { kind: 'void', values: left, occurredOn, ...words })
  return ports.store.append(session.org.id, write)
}

function refuseField(id: string): never {
  return refuse('erase.field', {
    at: ['body', 'fields', id],
    text: { zh: '没有这个字段，或您无权查看它。', en: 'There is no such field, or it is hidden.' },
    hint: { zh: '请从记录中勾选字段。', en: 'Tick fields of the record.' },
  })
}

function refuseKept(id: string): never {
  return refuse('erase.field', {
    at: ['body', 'fields', id],
    text: {
      zh: '这个字段是办理过程的依据，不能删除。',
      en: 'This field is what the steps of this record go by and cannot be erased.',
    },
    hint: { zh: '请只勾选文字说明。', en: 'Tick what was written in words only.' },
  })
}

function refuseDate(id: string): never {
  return refuse('erase.field', {
    at: ['body', 'fields', id],
    text: {
      zh: '发生日期是日志条目本身的一部分，不能删除。',
      en: 'The day is part of the log entry itself and cannot be erased.',
    },
    hint: { zh: '请只勾选其他字段。', en: 'Tick other fields only.' },
  })
}
