import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import type { Register } from '../../ledger/register.ts'
import type { Values } from '../../ledger/value.ts'
import { writableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { guardWrite } from './guard-write.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { readRecord } from './read-record.ts'
import { readValues } from './read-values.ts'
import { forgetRoster } from './record-entry.ts'
import { guardSameName } from '../people/same-name.ts'
import { openTo } from './shown-record.ts'

/** A new version of a record, and why. */
export interface CorrectRecord {
  readonly record: string
  /** The version that the writer saw. */
  readonly expected: number
  readonly values: unknown
  readonly reason: string
  /** The person is another one than whoever bears the same name. */
  readonly isAnother?: boolean
}

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters'>

/**
 * Writes a new version that names the old one. Fields that the writer may not read keep what they
 * say; sending one is refused. Refuses with `record.unknown`, `record.void`, `write.stale`.
 */
export async function correctRecord(
  ports: Needs,
  session: Session,
  request: CorrectRecord,
): Promise<Appended> {
  const before = await readRecord(ports, session, request.record)
  const register = writableRegister(session, before.register)
  if (before.state === 'void') refuseVoid()
  refuseHidden(session, register, request.values)
  const raw = withHidden(session, register, { before, values: request.values })
  const read = await readValues(ports, session, { register, raw, id: before.id })
  const { today, ...written } = read
  guardWrite(session, register, { before: before.values, after: written.values, today })
  const { isAnother = false } = request
  const named = { register, values: written.values, of: before, isAnother }
  await guardSameName(ports, session, named)
  const appended = await ports.store.append(session.org.id, {
    ...written,
    kind: 'correct',
    register: register.id,
    record: before.id,
    expected: request.expected,
    // How late the fact came does not change by correcting it.
    lateDays: before.lateDays,
    lateReason: before.lateReason,
    reason: request.reason,
    actor: session.actor.id,
    pack: session.pack.digest,
    idempotency: null,
  })
  forgetRoster(ports, session, register.id)
  return appended
}

/** Refuses with `record.void`. */
export function refuseVoid(): never {
  return refuse('record.void', {
    text: { zh: '这条记录已经作废。', en: 'This record is void.' },
    hint: { zh: '如系误作废，请重新登记一条。', en: 'If that was a mistake, record it anew.' },
  })
}

// A column of rows that the writer cannot see could not be kept: rows may move. So the whole
// field counts as hidden from whoever may not read one of its columns.
function hiddenFields(session: Session, register: Register): readonly string[] {
  const { withheld } = openTo(session, register, {})
  return [...new Set(withheld.map((id) => id.split('.')[0] ?? id))]
}

function refuseHidden(session: Session, register: Register, raw: unknown): void {
  const sent = typeof raw === 'object' && raw !== null ? raw : {}
  const hidden = hiddenFields(session, register).find((id) => Object.hasOwn(sent, id))
  if (hidden === undefined) return
  refuse('access.denied', {
    at: ['values', hidden],
    text: { zh: '您的角色不能填写这一项。', en: 'Your role may not write this field.' },
    hint: {
      zh: '请留空，由有权限的人填写。',
      en: 'Leave it out; somebody who may will fill it in.',
    },
  })
}

function withHidden(
  session: Session,
  register: Register,
  { before, values }: { before: LedgerRecord; values: unknown },
): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values
  const kept: [string, Values[string] | undefined][] = hiddenFields(session, register)
    .filter((id) => Object.hasOwn(before.values, id))
    .map((id) => [id, before.values[id]])
  return { ...values, ...Object.fromEntries(kept) }
}
