import type { AppendRequest } from '../../append/append-request.ts'
import { rosterRegisters } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { voidableRegister, writableRegister } from '../access/access.ts'
import { hiddenFields } from '../access/open-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { namesOf } from '../roster/roster.ts'
import { guardSameName } from '../roster/same-name.ts'
import { joinedValues, partsBeside, withOtherParts } from './event-parts.ts'
import { nextVersion } from './in-name.ts'
import { changedWrite, newWrite } from './prepare-record.ts'
import { readRecord } from './read-record.ts'
import { storedWords } from './shown-record.ts'

// The whole way from a write to its answer. Who may write to the register (`access.ts`); what was sent
// becomes values, each fault with its place (`read-values.ts`), held against what the register's own
// rules forbid (`guard-write.ts`): both in `prepare-record.ts`, for whatever writes a record. Then the
// store: the tree over the fields (`src/append/prepare-write.ts`), and under the lock of the log head
// its place, moment and version (`src/append/plan-batch.ts`), entries, records and answers in one
// transaction (`src/adapters/postgres/appender.ts`). The answer carries the record as it stands and a
// receipt signed by the log.

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar'>

/** A fact to be recorded; `idempotency` makes a repeated request harmless. */
export interface RecordEntry {
  readonly register: string
  readonly values: unknown
  /** Why it comes late; asked for, never demanded. */
  readonly reason: string | null
  readonly idempotency: AppendRequest['idempotency']
  /** The person is another one than whoever bears the same name. */
  readonly isAnother?: boolean
}

/** Records a fact once. Refuses with `register.unknown`, `access.denied` and the faults of fields. */
export async function recordEntry(
  ports: Needs,
  session: Session,
  request: RecordEntry,
): Promise<Appended> {
  const register = writableRegister(session, request.register)
  return recordIn(ports, session, { ...request, register })
}

/** Records a fact of a register that the caller has been found to be allowed to write to. */
export async function recordIn(
  ports: Needs,
  session: Session,
  given: Omit<RecordEntry, 'register'> & {
    readonly register: Register
    /** The values hold a sample that was drawn a moment ago. */
    readonly isDraw?: true
  },
): Promise<Appended> {
  const { register, values, reason, idempotency, isAnother = false, isDraw = false } = given
  const raw = await joinedValues(ports, session, { register, raw: values })
  const made = await newWrite(ports, session, { register, raw, reason, idempotency, isDraw })
  await guardSameName(ports, session, { register, values: made.values, isAnother })
  return append(ports, session, [made])
}

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

/**
 * Writes a new version that names the old one. Fields that the writer may not read keep what they
 * say; sending one is refused. Refuses with `record.unknown`, `record.void`, `write.stale`.
 */
export async function correctRecord(
  ports: Omit<Needs, 'calendar'>,
  session: Session,
  request: CorrectRecord,
): Promise<Appended> {
  const before = await readRecord(ports, session, request.record)
  const register = writableRegister(session, before.register)
  return correctIn(ports, session, { ...request, register, before })
}

/** Corrects a record of a register that the caller has been found to be allowed to write to. */
export async function correctIn(
  ports: Omit<Needs, 'calendar'>,
  session: Session,
  given: Omit<CorrectRecord, 'record'> & {
    readonly register: Register
    readonly before: LedgerRecord
  },
): Promise<Appended> {
  const { register, before, expected, reason, isAnother = false } = given
  if (before.state === 'void') refuseVoid()
  refuseHidden(session, register, given.values)
  const kept = withHidden(session, register, { before, values: given.values })
  const raw = await joinedValues(ports, session, { register, raw: kept, before: before.values })
  const how = { expected, reason, idempotency: null }
  const correction = await changedWrite(ports, session, { register, before, raw, ...how })
  const { values } = correction
  await guardSameName(ports, session, { register, values, of: before, isAnother })
  return append(ports, session, await withOtherParts(ports, session, [correction]))
}

/** A record that should not count, and why. It stays, struck through. */
export interface VoidRecord {
  readonly record: string
  readonly expected: number
  readonly reason: string
  /** The other parts of its event are void with it. */
  readonly whole?: boolean
}

/** Voids a record. Refuses with `record.unknown`, `record.void`, `write.stale`. */
export async function voidRecord(
  ports: Pick<Needs, 'store' | 'rosters'>,
  session: Session,
  request: VoidRecord,
): Promise<Appended> {
  const before = await readRecord(ports, session, request.record)
  const register = voidableRegister(session, before.register)
  return voidIn(ports, session, { register, before, ...request })
}

/** Voids a record that the caller has been found to be allowed to void. Refuses as `voidRecord`. */
export async function voidIn(
  ports: Pick<Needs, 'store' | 'rosters'>,
  session: Session,
  given: Omit<VoidRecord, 'record'> & {
    readonly register: Register
    readonly before: LedgerRecord
  },
): Promise<Appended> {
  const { before, expected, reason, whole = false } = given
  if (before.state === 'void') refuseVoid()
  const parts = whole ? await partsBeside(ports, session, before) : []
  const names = namesOf(await ports.rosters.of(session.org.id))
  const words = { lists: session.pack.lists, names }
  const voids = [
    { register: given.register, record: before, expected },
    ...parts.map(({ record }) => ({
      register: voidableRegister(session, record.register),
      record,
      expected: record.version,
    })),
  ]
  return append(
    ports,
    session,
    voids.map(({ register, record, expected }) =>
      nextVersion(session, record, {
        kind: 'void',
        expected,
        reason,
        values: record.values,
        occurredOn: record.occurredOn,
        ...storedWords(register, record.values, words),
      }),
    ),
  )
}

/** The last step of every write; what belongs to it is written with it, or nothing. */
async function append(
  ports: Pick<Needs, 'store' | 'rosters'>,
  session: Session,
  [first, ...rest]: readonly AppendRequest[],
): Promise<Appended> {
  if (!first) throw new Error('nothing is to be written')
  const { store } = ports
  const { id } = session.org
  const [appended] =
    rest.length === 0
      ? [await store.append(id, first)]
      : await store.appendAll(id, [first, ...rest])
  if (!appended) throw new Error('what was written is not there')
  forgetRoster(ports, session, first.register ?? '')
  return appended
}

/** After a write to a register of the roster, names must be read again. */
export function forgetRoster(
  ports: Pick<Needs, 'rosters'>,
  session: Pick<Session, 'org'>,
  register: string,
): void {
  if (rosterRegisters.includes(register)) ports.rosters.forget(session.org.id)
}

/** Refuses with `record.void`. */
export function refuseVoid(): never {
  return refuse('record.void', {
    text: { zh: '这条记录已经作废。', en: 'This record is void.' },
    hint: { zh: '如系误作废，请重新登记一条。', en: 'If that was a mistake, record it anew.' },
  })
}

function refuseHidden(session: Session, register: Register, raw: unknown): void {
  const sent = typeof raw === 'object' && raw !== null ? raw : {}
  const hidden = [...hiddenFields(session, register)].find((id) => Object.hasOwn(sent, id))
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
  const kept: [string, Values[string] | undefined][] = [...hiddenFields(session, register)]
    .filter((id) => Object.hasOwn(before.values, id))
    .map((id) => [id, before.values[id]])
  return { ...values, ...Object.fromEntries(kept) }
}
