import type { FieldContext } from '../fields/field-kind.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import type { Field } from '../register/register.ts'
import { isAnyDay } from './written-day.ts'
import {
  looksLikeOffice,
  looksLikePerson,
  namesOf,
  withoutPost,
  withRemark,
} from './written-names.ts'
import { writtenNumber } from './written-number.ts'
import { tickOf, writtenOption } from './written-option.ts'

/** Texts of a column that are looked at. */
export const samplesMax = 24

/** What was found before: of texts that stand together, by kind of field and list. */
export type KnownFits = WeakMap<readonly string[], Map<string, number | null>>

/**
 * How many of the texts can be values of the field, from 0 to 1; null where anything can, or where
 * there is nothing to judge by.
 */
export function contentFits(
  texts: readonly string[],
  field: Field,
  { context, known }: { readonly context: FieldContext; readonly known: KnownFits },
): number | null {
  const fits = judges[field.type]
  if (fits === undefined) return null
  const of = `${field.type} ${field.of ?? field.fields?.[0]?.type ?? ''}`
  const before = known.get(texts) ?? new Map<string, number | null>()
  known.set(texts, before)
  const found = before.get(of)
  if (found !== undefined) return found
  const said = texts.filter((text) => !/^(?:无|没有|暂无|[/／—－-]+|同上|〃)$/.test(text))
  const sum = said.reduce((total, text) => total + Number(fits(text, field, context)), 0)
  const share = said.length === 0 ? null : Math.max(sum / said.length, leastOf(said, field))
  before.set(of, share)
  return share
}

/**
 * How well a column fits at least whose words nobody here knows: two short ones may be its own yes
 * and no, and short ones that recur the options of a list.
 */
function leastOf(said: readonly string[], { type }: Field): number {
  const different = new Set(said)
  if (type === 'yesNo') return different.size < 3 && isShort(said, 4) ? 0.5 : 0
  if (!/^choices?$/.test(type) || !isShort(said, 6)) return 0
  return different.size * 2 <= said.length ? 0.25 : 0
}

function isShort(texts: readonly string[], most: number): boolean {
  return texts.every((text) => text.length <= most)
}

/** Whether nearly all texts are days, amounts or names, and so no words of a free text. */
export function isTyped(texts: readonly string[]): boolean {
  const before = typed.get(texts)
  if (before !== undefined) return before
  const found = texts.length > 2 && areTyped(texts)
  typed.set(texts, found)
  return found
}

/** Kept by column: every register asks it of the same texts. */
const typed = new WeakMap<readonly string[], boolean>()

function areTyped(texts: readonly string[]): boolean {
  const most = (is: (text: string) => boolean) => texts.filter(is).length >= texts.length * 0.8
  return (
    most((text) => isAnyDay(text)) ||
    most((text) => writtenNumber(text) !== null && text.length <= 8) ||
    (new Set(texts).size > 2 && most((text) => looksLikePerson(text) && !looksLikeOffice(text)))
  )
}

type Judge = (text: string, field: Field, context: FieldContext) => boolean | number

/** How days by which something is due are written, or what stands for them: 7月底前, 长期坚持. */
const byThen = /(?:[前底末]|长期.*|持续.*|常态.*|尽快|立行立改)$/

/** Whether days say themselves that they are those by which something is due, or was done. */
export function dueOrDone(texts: readonly string[]): 'due' | 'done' | null {
  const share = (is: RegExp) => texts.filter((text) => is.test(text)).length / texts.length
  if (texts.length === 0) return null
  if (share(byThen) >= 0.3) return 'due'
  return share(notYet) > 0 ? 'done' : null
}

/** Not done yet, said where the day of it will stand. */
export const notYet =
  /^(?:尚?未[^\d]{0,4}|(?:正在)?(?:推进|整改|办理|进行|落实)中?|正在[^\d]{0,6})$/

const judges: Partial<Record<Field['type'], Judge>> = {
  date: (text) => isAnyDay(text) || notYet.test(text),
  number: (text) => writtenNumber(text) !== null && text.length <= 12,
  money: (text) => writtenNumber(text) !== null && text.length <= 16,
  duration: (text) => writtenNumber(text) !== null || /小时|分钟|半天/.test(text),
  yesNo: (text, field, context) =>
    tickOf(text) !== null ||
    fieldKindOf('yesNo').read(text, field, context).faults === undefined ||
    /^(?:已|未|有|无)/.test(text),
  choice: isOption,
  choices: (text, field, context) =>
    text
      .split(/[、，,;；\s]+/)
      .reduce((most, part) => Math.max(most, isOption(part, field, context)), 0) ||
    isOption(text, field, context),
  person: (text, _field, context) => isPerson(text, context),
  people: (text, _field, context) =>
    /全体|全员|成员|职工|党员|负责人/.test(text) ||
    namesOf(text, (name) => (context.names?.peopleCalled?.(name) ?? []).length > 0).some((name) =>
      isPerson(name, context),
    ),
  office: isOffice,
  offices: (text, field, context) =>
    namesOf(text, () => false).some((name) => isOffice(name, field, context)),
  rows: (text, field, context) => {
    const people = field.fields?.some(({ type }) => type === 'person') === true
    const first = field.fields?.[0]?.type
    if (!people || first !== 'person') return !/^\d+$/.test(text)
    return namesOf(text, () => false).some((name) =>
      isPerson(withRemark(name)?.name ?? name, context),
    )
  },
}

/** Options are a few words; a longer text is prose. */
const optionCharactersMax = 20

function isOption(text: string, field: Field, context: FieldContext): number {
  if (tickOf(text) !== null) return 1
  if (text.length > optionCharactersMax) return 0
  const found = writtenOption(text, context.lists.get(field.of ?? '') ?? [])
  return found === null ? 0 : found.isSure ? 1 : probably
}

/** An option that is probably meant speaks for a list as well, but less. */
const probably = 0.5

function isPerson(text: string, { names }: FieldContext): boolean {
  const bare = withoutPost(text) ?? withRemark(text)?.name ?? text
  if ((names?.peopleCalled?.(bare) ?? []).length > 0) return true
  return looksLikePerson(bare) && !looksLikeOffice(bare)
}

function isOffice(text: string, _field: Field, { names }: FieldContext): boolean {
  return (names?.officesCalled?.(text.trim()) ?? []).length > 0 || looksLikeOffice(text)
}
