import { refuse } from '../../ledger/fault.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import { valueAt } from '../../ledger/read-value.ts'
import type { Player } from '../../ledger/register/roles.ts'
import { playerOf, valuesUnder } from '../../ledger/register/roles.ts'
import type { Values } from '../../ledger/value.ts'
import { taskMatter } from '../../matter/task.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { prepareChanged } from '../records/prepare-record.ts'
import { readRecord } from '../records/read-record.ts'
import { refuseVoid } from '../records/write-record.ts'

/** What became of a task on a day. */
export interface NoteProgress {
  readonly task: string
  /** The version that the writer saw. */
  readonly expected: number
  readonly on: string
  readonly text: string
  /** `done`: finished on that day; `dropped`: given up, and the text says why. */
  readonly outcome: 'goes-on' | 'done' | 'dropped'
}

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar'>

/**
 * Adds a dated note of progress to a task: a new version of it. Refuses with `record.unknown`,
 * `record.void`, `task.ended` when it is done or dropped already, `task.outcome` what its register
 * does not keep, and `write.stale`.
 */
export async function noteProgress(
  ports: Needs,
  session: Session,
  { task: id, expected, on, text, outcome }: NoteProgress,
): Promise<Appended> {
  const before = await readRecord(ports, session, id)
  const player = playerOf(session.pack, 'task', before.register) ?? refuseNoTask()
  if (before.state === 'void') refuseVoid()
  if (!keeps(player, outcome)) refuseOutcome()
  const today = todayIn(session.org.zone, ports.clock)
  if (!taskMatter(before, player, today).isOpen) refuseEnded()
  if (on > today) refuseFuture()
  const { person } = session.actor
  const changes = changesOf(player, before.values, { on, text, outcome, person })
  const reason = reasons[outcome]
  const request = await prepareChanged(ports, session, { before, changes, reason })
  return ports.store.append(session.org.id, { ...request, expected })
}

/** Whether a register keeps that a task goes on, is done, is dropped. */
function keeps({ fields }: Player<'task'>, outcome: NoteProgress['outcome']): boolean {
  if (outcome === 'goes-on') return fields.progress !== undefined
  return outcome === 'done' || fields.droppedOn !== undefined
}

/** What a note changes in a task, as far as its register keeps such a thing. */
function changesOf(
  { fields }: Player<'task'>,
  before: Values,
  said: Pick<NoteProgress, 'on' | 'text' | 'outcome'> & { readonly person: string | null },
): Values {
  const { on, text, outcome, person } = said
  const { progress, notedOn, noted, notedBy } = fields
  const note = valuesUnder([
    [notedOn, on],
    [noted, text],
    [notedBy, person ?? undefined],
  ])
  return valuesUnder([
    [progress, [...rowsOf(valueAt(before, progress)), note]],
    ...(outcome === 'done'
      ? ([
          [fields.doneOn, on],
          [fields.result, text],
        ] as const)
      : []),
    ...(outcome === 'dropped'
      ? ([
          [fields.droppedOn, on],
          [fields.droppedWhy, text],
        ] as const)
      : []),
  ])
}

const reasons: Readonly<Record<NoteProgress['outcome'], string>> = {
  'goes-on': '登记进展',
  done: '任务完成',
  dropped: '终止任务',
}

/** Refuses with `record.unknown`: the record is no task. */
export function refuseNoTask(): never {
  return refuse('record.unknown', {
    text: { zh: '没有这项任务。', en: 'There is no such task.' },
    hint: { zh: '请从计划页面中打开。', en: 'Open it from the page of the plan.' },
  })
}

function refuseOutcome(): never {
  return refuse('task.outcome', {
    at: ['body', 'outcome'],
    text: {
      zh: '这个台账没有登记这种进展的字段。',
      en: 'The register of this task keeps no such progress.',
    },
    hint: { zh: '请打开任务直接更正。', en: 'Open the task and correct it.' },
  })
}

function refuseEnded(): never {
  return refuse('task.ended', {
    text: { zh: '这项任务已经完成或终止。', en: 'This task is done or dropped already.' },
    hint: {
      zh: '如系误记，请打开任务更正完成日期或终止日期。',
      en: 'If that was a mistake, open the task and correct its day of completion.',
    },
  })
}

function refuseFuture(): never {
  return refuse('task.future', {
    at: ['body', 'on'],
    text: { zh: '进展日期不能晚于今天。', en: 'Progress cannot lie in the future.' },
    hint: { zh: '请填写实际发生的日期。', en: 'Give the day on which it happened.' },
  })
}
