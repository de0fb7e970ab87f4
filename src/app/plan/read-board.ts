import { refuse } from '../../ledger/fault.ts'
import { registersAnswering } from '../../ledger/figure/reads.ts'
import type { Lang } from '../../ledger/label.ts'
import { answersAmong } from '../../ledger/predicate/answers.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register, Stage } from '../../ledger/register/register.ts'
import { returnsOf } from '../../ledger/register/returns.ts'
import { playersOf } from '../../ledger/register/roles.ts'
import type { ProblemMatter, StageStanding } from '../../matter/problem.ts'
import { problemMatter, standingIn } from '../../matter/problem.ts'
import type { NearDay } from '../../matter/soon.ts'
import { lastSoonDay, nearDay } from '../../matter/soon.ts'
import { mayRead, readableRegister } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readRecord } from '../records/read-record.ts'
import type { ShownRecord } from '../records/shown-record.ts'
import { shownRecords } from '../records/shown-record.ts'
import { allDays } from '../roster/keep-rosters.ts'
import type { Behind } from '../year/year-matters.ts'

type Needs = Pick<AppPorts, 'store' | 'rosters' | 'clock'>

/** One record on the board: where it stands today, and by when it should move on. */
export interface BoardItem {
  readonly record: ShownRecord
  readonly stage: string
  readonly due: NearDay | null
  /** Earlier records that it may be the return of; somebody still has to say. */
  readonly mayReturn: boolean
}

/** The records of a register that a year has to do with. */
export interface Board {
  readonly today: string
  readonly items: readonly BoardItem[]
  /** More records stand open than a board shows. */
  readonly isCut: boolean
}

/** Records on one board at most. */
const boardItemsMax = 2_000

/**
 * What a register's board shows of a year: records dated in it, those that reached a stage in it,
 * and those from before that are not settled. Stages are those of today. Refuses with
 * `register.unknown` and `board.none`.
 */
export async function readBoard(
  ports: Needs & Pick<AppPorts, 'calendar'>,
  session: Session,
  asked: { readonly register: string; readonly year: number; readonly lang: Lang },
): Promise<Board> {
  const register = readableRegister(session, asked.register)
  const stages = stagesIn(register)
  const [records, roster] = await Promise.all([
    recordsWithAnswers(ports, session, register),
    ports.rosters.of(session.org.id),
  ])
  const today = todayIn(session.org.zone, ports.clock)
  const soonUntil = lastSoonDay(today, (day) => ports.calendar.isWorkday(day))
  const context = { today, answers: answersAmong(records, { today }) }
  const own = records.filter((one) => one.register === register.id)
  const placed = own.map((record) => ({ record, standing: standingIn(stages, record, context) }))
  const inYear = placed.filter(({ record, standing }) =>
    belongsTo(asked.year, record, { standing, stages }),
  )
  const listed = inYear.slice(-boardItemsMax)
  const shown = shownRecords(
    session,
    listed.map(({ record }) => record),
    { roster, lang: asked.lang },
  )
  const items = listed.flatMap(({ record, standing }, nth): readonly BoardItem[] => {
    const one = shown[nth]
    const { stage, stageDue: on } = standing
    if (!one || stage === null) return []
    const mayReturn = returnsOf(register, record, own).length > 0
    const due = on === null ? null : nearDay(on, { today, lastSoonDay: soonUntil })
    return [{ record: one, stage: stage.id, due, mayReturn }]
  })
  return { today, items, isCut: inYear.length > listed.length }
}

/** Problems that are still on their way, of every register of them that the caller may read. */
export async function openMatters(
  ports: Pick<AppPorts, 'store' | 'clock'>,
  session: Session,
): Promise<readonly Behind<ProblemMatter>[]> {
  const today = todayIn(session.org.zone, ports.clock)
  const open: Behind<ProblemMatter>[] = []
  for (const player of playersOf(session.pack, 'problem')) {
    const { register } = player
    if (!mayRead(session, register)) continue
    const records = await recordsWithAnswers(ports, session, register)
    const context = { today, answers: answersAmong(records, { today }) }
    for (const record of records) {
      if (record.register !== register.id || record.state !== 'live') continue
      const matter = problemMatter(record, player, context)
      if (matter.isOpen) open.push({ matter, record })
    }
  }
  return open
}

/** A record's returns: what it may be the return of, and what has come back of it. */
export interface RecordReturns {
  readonly mayBe: readonly ShownRecord[]
  readonly returnedAs: readonly ShownRecord[]
}

/** Looks for the return of a record, both ways. Refuses with `record.unknown`. */
export async function readReturns(
  ports: Needs,
  session: Session,
  { id, lang }: { readonly id: string; readonly lang: Lang },
): Promise<RecordReturns> {
  const record = await readRecord(ports, session, id)
  const register = readableRegister(session, record.register)
  const { returns } = register
  if (returns === undefined) return { mayBe: [], returnedAs: [] }
  const [records, roster] = await Promise.all([
    ports.store.read(session.org.id, (reader) => reader.recordsOf([register.id], allDays)),
    ports.rosters.of(session.org.id),
  ])
  const show = (some: readonly LedgerRecord[]) => shownRecords(session, some, { roster, lang })
  return {
    mayBe: show(returnsOf(register, record, records)),
    returnedAs: show(records.filter((one) => one.values[returns.via] === record.id)),
  }
}

function stagesIn({ stages, label }: Register): readonly Stage[] {
  if (stages !== undefined) return stages
  return refuse('board.none', {
    text: {
      zh: `“${label.zh}”没有分阶段办理。`,
      en: `Records of “${label.en}” go through no stages.`,
    },
    hint: { zh: '请在台账列表中查看。', en: 'Look at them in the list of the register.' },
  })
}

/** The records, and those of other registers whose answers the stages ask for. */
async function recordsWithAnswers(
  { store }: Pick<AppPorts, 'store'>,
  session: Session,
  { id, stages }: Register,
): Promise<readonly LedgerRecord[]> {
  const registers = [...new Set([id, ...(stages ?? []).flatMap(answering)])]
  return store.read(session.org.id, (reader) => reader.recordsOf(registers, allDays))
}

function answering({ when }: Stage): readonly string[] {
  return when === undefined ? [] : registersAnswering(when)
}

function belongsTo(
  year: number,
  { occurredOn, values }: LedgerRecord,
  { standing, stages }: { standing: StageStanding; stages: readonly Stage[] },
): boolean {
  const isIn = (day: unknown) => typeof day === 'string' && day.startsWith(`${year}-`)
  if (isIn(occurredOn) || stages.some(({ on }) => on !== undefined && isIn(values[on]))) return true
  return standing.isOpen && (occurredOn ?? '') < `${year}-`
}
