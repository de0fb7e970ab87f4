import type { FieldContext } from '../fields/field-kind.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import type { Field } from '../register.ts'
import {
  looksLikeOffice,
  looksLikePerson,
  namesOf,
  withoutPost,
  withRemark,
} from './written-names.ts'
import { isAnyDay } from './written-day.ts'
import { writtenNumber } from './written-number.ts'
import { sureOption, tickOf } from './written-option.ts'

/** Texts of a column that are looked at. */
export const samplesMax = 24

/** What was found before: of texts that stand together, by kind of field and list. */
export type Judged = WeakMap<readonly string[], Map<string, number | null>>

/**
 * How many of the texts can be values of the field, from 0 to 1; null where anything can, or where
 * there is nothing to judge by.
 */
export function contentFits(
  texts: readonly string[],
  field: Field,
  { context, known }: { readonly context: FieldContext; readonly known: Judged },
): number | null {
  const fits = judges[field.type]
  if (fits === undefined) return null
  const of = `${field.type} ${field.of ?? field.fields?.[0]?.type ?? ''}`
  const before = known.get(texts) ?? new Map<string, number | null>()
  known.set(texts, before)
  const found = before.get(of)
  if (found !== undefined) return found
  const said = texts.filter((text) => !/^(?:无|没有|暂无|[/／—－-]+|同上|〃)$/.test(text))
  const count = said.filter((text) => fits(text, field, context)).length
  const share = said.length === 0 ? null : count / said.length
  before.set(of, share)
  return share
}

type Judge = (text: string, field: Field, context: FieldContext) => boolean

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
    text.split(/[、，,;；\s]+/).some((part) => isOption(part, field, context)) ||
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

function isOption(text: string, field: Field, context: FieldContext): boolean {
  if (tickOf(text) !== null) return true
  if (text.length > optionCharactersMax) return false
  return sureOption(text, context.lists.get(field.of ?? '') ?? []) !== null
}

function isPerson(text: string, { names }: FieldContext): boolean {
  const bare = withoutPost(text) ?? withRemark(text)?.name ?? text
  if ((names?.peopleCalled?.(bare) ?? []).length > 0) return true
  return looksLikePerson(bare) && !looksLikeOffice(bare)
}

function isOffice(text: string, _field: Field, { names }: FieldContext): boolean {
  return (names?.officesCalled?.(text.trim()) ?? []).length > 0 || looksLikeOffice(text)
}
