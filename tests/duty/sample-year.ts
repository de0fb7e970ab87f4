import type { Duty } from '../../src/duty/duty.ts'
import type { DutyContext } from '../../src/duty/duty-context.ts'
import type { Requirement } from '../../src/duty/requirements/requirement-kinds.ts'
import { standingOf } from '../../src/duty/standing.ts'
import type { FigureDefinition } from '../../src/ledger/figure/figure.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Registers } from '../../src/ledger/register/register.ts'
import type { Values } from '../../src/ledger/value.ts'
import { sampleRecord } from '../ledger/sample-record.ts'
import { sampleRegisters } from '../ledger/sample-registers.ts'

const held: FigureDefinition = {
  id: 'held',
  label: { zh: '召开书记办公会', en: "Secretary's meetings held" },
  unit: { zh: '次', en: 'times' },
  measure: { kind: 'count', register: 'meeting' },
  where: { kind: 'secretary-meeting' },
  upward: true,
  phrases: [],
}
const chaired: FigureDefinition = { ...held, id: 'chaired', per: 'person', by: 'chair' }
const spent: FigureDefinition = {
  ...held,
  id: 'spent',
  label: { zh: '会议费用', en: 'Cost of meetings' },
  unit: { zh: '元', en: 'yuan' },
  measure: { kind: 'sum', register: 'meeting', field: 'cost' },
}
const time: FigureDefinition = {
  ...held,
  id: 'time',
  label: { zh: '集中学习', en: 'Collective study' },
  measure: { kind: 'sum', register: 'meeting', field: 'length' },
  per: 'person',
  by: 'present',
}
const more: FigureDefinition = { ...time, id: 'more', where: { kind: 'committee' } }

const figures = [held, chaired, spent, time, more]
export const sampleFigures = new Map(figures.map((one) => [one.id, one]))

export const dutyRegisters: Registers = {
  ...sampleRegisters,
  lists: new Map([
    ...sampleRegisters.lists,
    ['office-kinds', [{ id: 'branch', label: { zh: '党支部', en: 'Party branch' } }]],
  ]),
}

let entry = 0

/** A live record as the store would hold it. */
export function record(register: string, occurredOn: string, values: Values = {}): LedgerRecord {
  entry += 1
  return sampleRecord({
    id: `r${String(entry).padStart(5, '0')}`,
    register,
    values,
    occurredOn,
    entry,
  })
}

/** A secretary's meeting on a day. */
export function meetingOn(heldOn: string, values: Values = {}): LedgerRecord {
  return record('meeting', heldOn, { kind: 'secretary-meeting', heldOn, ...values })
}

/** Somebody's word on the duty `d1`. */
export function statement(state: 'notDone' | 'notApplicable', period: string): LedgerRecord {
  return record('statement', '2025-01-02', { duty: 'd1', period, state, reason: '机构改革' })
}

export function sampleContext(today: string, given: Partial<DutyContext> = {}): DutyContext {
  return {
    year: 2025,
    today,
    asOf: { size: 0, root: '' },
    registers: dutyRegisters,
    figures: sampleFigures,
    records: [],
    statements: [],
    attestations: [],
    ...given,
  }
}

export function sampleDuty(require: Requirement): Duty {
  return {
    id: 'd1',
    label: { zh: '责任', en: 'Duty' },
    part: 'p',
    source: { instrument: 'own-rule', clause: null, verified: false, tier: 'own' },
    require,
  }
}

/** Where a requirement stands on a day: the state and the Chinese sentence. */
export function judged(
  require: Requirement,
  today: string,
  given: Partial<DutyContext> = {},
): readonly [string, string] {
  const { state, reason } = standingOf(sampleDuty(require), sampleContext(today, given))
  return [state, reason.zh]
}
