import type { Duty } from '../duty/duty.ts'
import { requirementKindOf } from '../duty/requirements/requirement-kinds.ts'
import type { Choice } from '../ledger/choice.ts'
import { madeLists, offeredChoices } from '../ledger/choice.ts'
import { coreLists } from '../ledger/core/core-registers.ts'
import type { DutySwitch, UnitName, UnitTerms } from '../ledger/core/unit-terms.ts'
import { reportWordIds } from '../ledger/core/unit-terms.ts'
import type { FigureDefinition } from '../ledger/figure/figure.ts'
import type { Label } from '../ledger/label.ts'
import { instrumentChoice } from './check-pack.ts'
import { withLaidDuties } from './laid-duty.ts'
import type { DutyOff, Instrument, Pack, UnitFunction } from './pack.ts'
import type { Serving } from './with-serving.ts'
import { servingOf, withServing } from './with-serving.ts'

/**
 * A pack as a unit reads it: lists with its own names and items, its functions under the names it
 * gives them, its instruments, and only the duties that bind it, from the ledger's first day on. The digest stays that of the
 * files. `pack` is one as it was loaded.
 */
export function packOfUnit(pack: Pack, terms: UnitTerms): Pack {
  if (terms.key === '') return pack
  const lists = new Map([...pack.lists].map(([id, items]) => [id, itemsOf(id, items, terms)]))
  const instruments = instrumentsOf(pack, terms)
  lists.set(madeLists.instruments, choicesOf(instruments, terms))
  const speaker = new Speaker(pack, { lists, terms })
  const off = dutiesOff(pack, terms)
  const duties = [...pack.duties.values()].map((duty) => speaker.duty(duty))
  lists.set(
    'duties',
    duties.map(({ id, label }) => ({ id, label, ...(off.has(id) ? { retired: true } : {}) })),
  )
  const own: Pack = {
    ...pack,
    lists,
    instruments,
    figures: mapped(pack.figures, (figure) => speaker.figure(figure)),
    duties: new Map(duties.filter(({ id }) => !off.has(id)).map((duty) => [duty.id, duty])),
    reports: mapped(pack.reports, (report) => ({
      ...report,
      source: speaker.said(report.source),
    })),
    unit: terms,
    off: new Map([...off].map(([id, one]) => [id, { ...one, duty: speaker.duty(one.duty) }])),
    reportWords: wordsOf(terms),
  }
  return withLaidDuties(own, terms)
}

/** The items that serve a function in a unit and are in use; none where it uses none of them. */
export function servingItems(
  { list, items, id }: UnitFunction,
  { lists, terms }: { readonly lists: Pack['lists']; readonly terms: UnitTerms },
): readonly Choice[] {
  const names = new Map(
    terms.names.filter((one) => one.list === list).map((one) => [one.item, one]),
  )
  return offeredChoices(lists.get(list) ?? [], []).filter((choice) => {
    const said = names.get(choice.id)
    return said === undefined ? items.includes(choice.id) : said.serves === id
  })
}

/** The words of the pack, said as the unit says them. */
class Speaker {
  readonly #functions: readonly UnitFunction[]
  readonly #names: readonly { readonly from: string; readonly to: string }[]
  readonly #since: string | null
  readonly #serving: readonly Serving[]

  constructor(pack: Pack, given: { readonly lists: Pack['lists']; readonly terms: UnitTerms }) {
    this.#since = given.terms.start
    this.#functions = pack.functions
    this.#names = this.#functions.flatMap((one) => {
      const serving = servingItems(one, given).map(({ label }) => label.zh)
      // What bodies of this kind call it in general stands until the unit says its own name.
      const isSaid = given.terms.names.some(({ list }) => list === one.list)
      return isSaid && serving.length > 0 ? [{ from: one.label.zh, to: serving.join('、') }] : []
    })
    this.#serving = this.#functions.flatMap((of) => {
      const more = given.terms.names
        .filter(({ list, item, serves }) => {
          return list === of.list && serves === of.id && !of.items.includes(item)
        })
        .map(({ item }) => item)
      return more.length === 0 ? [] : [servingOf({ of, more }, pack.registers)]
    })
  }

  said(text: string): string {
    return this.#names.reduce((words, { from, to }) => words.replaceAll(from, to), text)
  }

  figure(figure: FigureDefinition): FigureDefinition {
    const { phrases } = figure
    const said = phrases?.map((one) => this.said(one)) ?? []
    return {
      ...this.#counting(figure),
      label: this.#label(figure.label),
      ...(phrases === undefined ? {} : { phrases: [...new Set([...phrases, ...said])] }),
    }
  }

  duty(duty: Duty): Duty {
    return {
      ...duty,
      label: this.#label(duty.label),
      require: this.#counting(duty.require),
      ...(this.#since === null ? {} : { since: this.#since }),
    }
  }

  #label({ zh, en }: Label): Label {
    return { zh: this.said(zh), en }
  }

  #counting<T>(definition: T): T {
    return this.#serving.reduce((one, serving) => withServing(one, serving), definition)
  }
}

/** Items as the unit calls them, and after them its own. */
function itemsOf(list: string, items: readonly Choice[], { names }: UnitTerms): readonly Choice[] {
  const said = new Map(names.filter((one) => one.list === list).map((one) => [one.item, one]))
  if (said.size === 0) return items
  const known = new Set(items.map(({ id }) => id))
  return [
    ...items.map((item) => calledBy(item, said.get(item.id))),
    ...[...said.values()].flatMap((one) =>
      known.has(one.item) || one.name === null
        ? []
        : [calledBy({ id: one.item, label: one.name }, one)],
    ),
  ]
}

/** The old name still finds it, in a sheet that was written before. */
function calledBy(item: Choice, said: UnitName | undefined): Choice {
  if (said === undefined) return item
  const label = said.name ?? item.label
  const before = item.label.zh === label.zh ? [] : [item.label.zh]
  const also = [...(item.also ?? []), ...before]
  return {
    ...item,
    label: label.zh === item.label.zh && label.en === label.zh ? item.label : label,
    ...(also.length > 0 ? { also } : {}),
    ...(said.unused ? { retired: true } : {}),
  }
}

function instrumentsOf(
  { instruments }: Pack,
  { names }: UnitTerms,
): ReadonlyMap<string, Instrument> {
  const all = new Map(instruments)
  for (const { list, item, name } of names) {
    if (list !== madeLists.instruments || name === null) continue
    const known = all.get(item)
    // Nobody has read the clauses of one that the unit added.
    all.set(item, known ? { ...known, label: name } : { id: item, label: name, tier: 'local' })
  }
  return all
}

function choicesOf(
  instruments: ReadonlyMap<string, Instrument>,
  { names }: UnitTerms,
): readonly Choice[] {
  const unused = new Set(
    names
      .filter(({ list, unused }) => list === madeLists.instruments && unused)
      .map(({ item }) => item),
  )
  return [...instruments.values()].map((one) => ({
    ...instrumentChoice(one),
    ...(unused.has(one.id) ? { retired: true } : {}),
  }))
}

function wordsOf({ names }: UnitTerms): Pack['reportWords'] {
  return Object.fromEntries(
    reportWordIds.flatMap((id) => {
      const said = names.find(({ list, item }) => list === madeLists.reportWords && item === id)
      return said?.name ? [[id, said.name.zh]] : []
    }),
  )
}

function dutiesOff(pack: Pack, terms: UnitTerms): ReadonlyMap<string, DutyOff> {
  const switches = new Map(terms.switches.map((one) => [one.duty, one]))
  return new Map(
    [...pack.duties.values()].flatMap((duty): [string, DutyOff][] => {
      const off = offBy(duty, pack, { terms, said: switches.get(duty.id) })
      return off === null ? [] : [[duty.id, { duty, ...off }]]
    }),
  )
}

/**
 * Whether a unit may lay a duty down. What must not have happened is not left out of a report by
 * switching off the duty that says so.
 */
export function mayBeLaidDown({ require, source }: Pick<Duty, 'require' | 'source'>): boolean {
  return source.tier === 'own' || requirementKindOf(require).claimed !== 'none'
}

/** What a unit says of one duty goes before what follows from its kind. */
function offBy(
  duty: Duty,
  pack: Pack,
  {
    terms: { profile },
    said,
  }: { readonly terms: UnitTerms; readonly said: DutySwitch | undefined },
): Omit<DutyOff, 'duty'> | null {
  if (said !== undefined) {
    if (said.on || !mayBeLaidDown(duty)) return null
    const reason = { zh: said.reason, en: said.reason }
    return { why: 'laid-down', reason, from: said.from }
  }
  if (profile === null) return null
  const { from } = profile
  if (!bindsOne(duty.binds?.kinds, profile.kind)) {
    return { why: 'other-body', reason: notFor(pack, coreLists.bodyKinds, profile.kind), from }
  }
  if (!bindsOne(duty.binds?.sizes, profile.size)) {
    return { why: 'other-body', reason: notFor(pack, coreLists.bodySizes, profile.size), from }
  }
  return duty.source.tier === 'own' ? { why: 'self-laid', reason: selfLaid, from } : null
}

/** Of a body that has not said what it is, everything is asked. */
function bindsOne(bound: readonly string[] | undefined, one: string | null): boolean {
  return bound === undefined || one === null || bound.includes(one)
}

function notFor({ lists }: Pack, list: string, id: string | null): Label {
  const label = lists.get(list)?.find((one) => one.id === id)?.label ?? { zh: '', en: '' }
  return {
    zh: `不适用于本类单位（${label.zh}）`,
    en: `It does not bind this kind of body (${label.en})`,
  }
}

const selfLaid: Label = {
  zh: '没有上级文件要求，由单位自行决定是否启用',
  en: 'No instrument asks it; the unit decides whether to take it up',
}

function mapped<T>(map: ReadonlyMap<string, T>, to: (one: T) => T): ReadonlyMap<string, T> {
  return new Map([...map].map(([id, one]) => [id, to(one)]))
}
