import { askedWord, owedByEach } from '../../duty/asked-of.ts'
import { describeRequirement } from '../../duty/describe-requirement.ts'
import { readsOfDuty } from '../../duty/duty-reads.ts'
import type { Requirement } from '../../duty/requirements/requirement-kinds.ts'
import type { Choice } from '../../ledger/choice.ts'
import { describeFigure } from '../../ledger/figure/describe-figure.ts'
import { isPerPerson } from '../../ledger/figure/figure.ts'
import type { EventKind } from '../../ledger/record/event.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Plays } from '../../ledger/register/roles.ts'
import { mayCountDuty } from '../../pack/laid-duty.ts'
import type { Pack } from '../../pack/pack.ts'
import { abilitiesOf, mayRead } from '../access/access.ts'
import { mayReadFigure } from '../access/figure-access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { recordableIn } from './recordable.ts'

/** What a page is generated from, without the registers that the caller may not read. */
export function describePack(ports: Pick<AppPorts, 'wordInitials'>, session: Session) {
  const { pack } = session
  const registers = [...pack.registers.values()].filter((one) => mayRead(session, one))
  const events = eventsOf(pack, registers)
  return {
    id: pack.id,
    version: pack.version,
    digest: pack.digest,
    label: pack.label,
    roles: pack.roles.map(({ id, label }) => ({ id, label, may: [...abilitiesOf([id])] })),
    parts: pack.parts,
    lists: Object.fromEntries([...pack.lists].map(([id, items]) => [id, items.map(offeredChoice)])),
    instruments: instrumentsOf(pack),
    registers,
    events,
    recordable: recordableIn(ports, pack, { registers, events }),
    plays: Object.fromEntries(registers.flatMap(({ id }) => playedBy(pack, id))),
    figures: figuresOf(session),
    duties: dutiesOf(session),
    reports: [...pack.reports.values()].map(({ id, label }) => ({ id, label })),
    terms: pack.terms.flatMap(({ id, label, meaning }) =>
      meaning ? [{ id, label, meaning }] : [],
    ),
  }
}

/** An item as forms offer it: whether they still do, and what of an instrument was read. */
function offeredChoice({ id, label, retired, clauses }: Choice): Choice {
  return {
    id,
    label,
    ...(retired === undefined ? {} : { retired }),
    ...(clauses === undefined ? {} : { clauses }),
  }
}

/** Kinds of events without the parts that the caller may not see. */
function eventsOf({ events }: Pack, seen: readonly Register[]): readonly EventKind[] {
  const isSeen = (id: string) => seen.some((one) => one.id === id)
  return events
    .map((one) => ({ ...one, parts: one.parts.filter(({ register }) => isSeen(register)) }))
    .filter(({ parts }) => parts.length > 0)
}

/** What a register plays, as an entry of its id. */
function playedBy({ plays }: Pack, id: string): readonly (readonly [string, Plays])[] {
  const played = plays.get(id)
  return played === undefined ? [] : [[id, played]]
}

function instrumentsOf(pack: Pack) {
  return Object.fromEntries(
    [...pack.instruments.values()].map(({ id, label, tier }) => [id, { label, tier }]),
  )
}

function figuresOf(session: Session) {
  const { pack } = session
  return [...pack.figures.values()]
    .filter((one) => mayReadFigure(session, one))
    .map((one) => ({
      id: one.id,
      label: one.label,
      unit: one.unit,
      register: one.measure.register,
      definition: describeFigure(one, { registers: pack }),
      ...(isPerPerson(one) ? { perPerson: true as const } : {}),
      ...(mayCountDuty(one) ? { countsDone: true as const } : {}),
    }))
}

function dutiesOf(session: Session) {
  const { pack } = session
  const roles = new Map(pack.roles.map(({ id, label }) => [id, label]))
  const context = { registers: pack, figures: pack.figures, roles }
  // Those that do not bind the unit are named too: a past year may have counted them.
  const all = (pack.lists.get('duties') ?? []).flatMap(({ id }) => {
    return pack.duties.get(id) ?? pack.off.get(id)?.duty ?? []
  })
  return all.map(({ id, label, part, source, require }) => {
    const officeKind = owedByEach(require)
    return {
      id,
      label,
      part,
      source,
      requirement: describeRequirement(require, context),
      ...(pack.off.has(id) ? { off: true as const } : {}),
      ...(officeKind === null ? {} : { officeKind }),
      ...(askedWord(require) === null ? {} : { attested: true as const }),
      ...writtenIn(session, require),
    }
  })
}

/** The register in which a record that answers the duty is written, where the reader may see it. */
function writtenIn(session: Session, require: Requirement): { register?: string } {
  // What a duty asks not to happen is no answer to it.
  if (askedWord(require) !== null) return {}
  const [first] = readsOfDuty(require, session.pack.figures) ?? []
  const register = session.pack.registers.get(first?.register ?? '')
  return register && mayRead(session, register) ? { register: register.id } : {}
}
