import { periodText, spanOf, windowsOfYear, windowText } from '../../ledger/day/period.ts'
import type { Label } from '../../ledger/label.ts'
import type { Predicate } from '../../ledger/predicate/predicate.ts'
import { idsOf } from '../../ledger/record/kept-lists.ts'
import { recordsIn } from '../counted.ts'
import { dueAtEnd } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../duty-standing.ts'
import { firstIn, overallState } from '../overall-state.ts'
import { statedText } from '../reason.ts'
import { figureFaults, registerFaults, roleFaults, whereFaults } from '../requirement-faults.ts'
import { roleLabel, whichText } from '../requirement-words.ts'
import { owedIn } from '../share-owed.ts'
import { attestationFor, statementFor } from '../statements.ts'
import type { Written } from './form.ts'
import type { AskedWord, DutyId, RequirementContext, RequirementKind } from './requirement-kind.ts'

/** Nothing recorded, and a named person says so for each window. */
export interface NoneRule {
  readonly kind: 'none'
  readonly register: string
  readonly where?: Predicate
  readonly attest: AskedWord
}

const form = {
  none: 'id',
  where: 'predicate?',
  attest: { per: 'window', by: 'id', basis: 'ids?' },
} as const

/** Nothing of a kind happened, on somebody's word. */
export const none: RequirementKind<NoneRule> = {
  kind: 'none',
  form,
  example: { none: 'accident', attest: { per: 'quarter', by: 'site-lead' } },
  provedBy: 'records',
  owedByShare: true,
  claimed: 'none',
  asserted: () => ({ manner: 'none' }),
  take: ({ none: register, ...rest }: Written<typeof form>) => ({
    kind: 'none',
    register,
    ...rest,
  }),
  check: ({ register, where, attest }, given) => [
    ...registerFaults(register, 'none', given.registers),
    ...whereFaults(register, where, given.registers),
    ...roleFaults(attest.by, given.roles, ['require', 'attest', 'by']),
    ...(attest.basis ?? []).flatMap((one) =>
      figureFaults(one, given, ['require', 'attest', 'basis']),
    ),
  ],
  describe: noneText,
  standing: noneStanding,
  dueDays: ({ attest }, year) => windowsOfYear(year, attest.per).map(dueAtEnd),
  reads: ({ register, where }) => [
    { register, ...(where === undefined ? {} : { where }), asks: [], fields: [], since: 0 },
  ],
  word: ({ attest }) => attest,
  role: ({ attest }) => attest.by,
}

function noneText({ register, where, attest }: NoneRule, context: RequirementContext): Label {
  const which = whichText(register, where, context)
  const often = windowText(attest.per)
  const by = roleLabel(attest.by, context)
  return {
    zh: `未发生${which.zh}，${often.zh}由${by.zh}书面确认`,
    en: `no record of ${which.en}, attested ${often.en} by the ${by.en}`,
  }
}

/**
 * Nothing of the kind happened, and a named person says so for each window. The absence of
 * records proves nothing, so a window without an attestation waits for one. A record in the
 * window contradicts any attestation of it, earlier or later: the window is `notDone`, the
 * record stands under `against`.
 */
function noneStanding(duty: DutyId, rule: NoneRule, context: DutyContext): DutyStanding {
  const windows = windowsOfYear(context.year, rule.attest.per).map((period) =>
    noneWindow({ duty, rule, period }, context),
  )
  const state = overallState(windows)
  const against = windows
    .filter((window) => window.state === 'notDone')
    .flatMap(({ records }) => records)
  return {
    duty: duty.id,
    state,
    reason: noneReason({ duty, windows, state, against }, context),
    windows,
    records: windows.filter((window) => window.state === 'met').flatMap(({ records }) => records),
    against,
  }
}

/** Done 1 of 1 owed: the window is attested and nothing speaks against it. */
function noneWindow(
  { duty, rule, period }: { duty: DutyId; rule: NoneRule; period: string },
  context: DutyContext,
): DutyWindow {
  const span = spanOf(period)
  const { register, where } = rule
  const looked = { register, period, ...(where === undefined ? {} : { where }) }
  const incidents = idsOf(recordsIn(looked, context))
  if (incidents.length > 0) {
    return { period, ...span, state: 'notDone', done: 0, owed: 1, records: incidents }
  }
  const attestation = attestationFor(duty.id, period, context)
  if (attestation !== null) {
    const given = context.attestations.filter(({ id }) => id === attestation.record)
    return { period, ...span, state: 'met', done: 1, owed: 1, records: idsOf(given) }
  }
  const owed = owedIn(span, { bound: 1, done: 0 }, duty, context)
  const state = owed === 0 ? 'notApplicable' : silentState(duty, period, context)
  return { period, ...span, state, done: 0, owed, records: [] }
}

function silentState(duty: DutyId, period: string, context: DutyContext): DutyState {
  const statement = statementFor(duty.id, period, context)
  if (statement !== null) return statement.state
  return context.today > spanOf(period).to ? 'awaitingAttestation' : 'onTrack'
}

function noneReason(
  given: {
    duty: DutyId
    windows: readonly DutyWindow[]
    state: DutyState
    against: readonly string[]
  },
  context: DutyContext,
): Label {
  const { duty, windows, state, against } = given
  const window = firstIn(windows, state)
  const statement = window === undefined ? null : statementFor(duty.id, window.period, context)
  if (against.length > 0) return contradictedText(duty, windows, context)
  if (window !== undefined && statement?.state === state)
    return statedText(statement, window.period)
  const attested = windows.filter((one) => one.state === 'met').length
  if (state === 'awaitingAttestation' && window !== undefined) {
    const waiting = windows.filter((one) => one.state === state).map(({ period }) => period)
    const zh = waiting.map((period) => periodText(period).zh).join('、')
    const en = waiting.map((period) => periodText(period).en).join(', ')
    return {
      zh: `没有相关记录，${zh}尚待书面确认`,
      en: `nothing is recorded; still to be attested: ${en}`,
    }
  }
  const asked = windows.filter(({ owed }) => owed > 0)
  return {
    zh: `没有相关记录，${asked.length}个时段中${attested}个已书面确认`,
    en: `nothing is recorded; ${attested} of ${asked.length} windows attested`,
  }
}

function contradictedText(
  duty: DutyId,
  windows: readonly DutyWindow[],
  context: DutyContext,
): Label {
  const broken = windows.filter(({ records, state }) => state === 'notDone' && records.length > 0)
  const count = broken.reduce((sum, { records }) => sum + records.length, 0)
  const noun = count === 1 ? 'record' : 'records'
  const attested = broken.some(({ period }) => attestationFor(duty.id, period, context) !== null)
  const zh = broken.map(({ period }) => periodText(period).zh).join('、')
  const en = broken.map(({ period }) => periodText(period).en).join(', ')
  return {
    zh: `${zh}有${count}条相关记录${attested ? '，与书面确认不符' : ''}`,
    en: `${count} ${noun} in ${en}${attested ? ', against the attestation given' : ''}`,
  }
}
