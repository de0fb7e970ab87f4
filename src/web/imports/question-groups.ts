import { addDays } from '../../ledger/day/day.ts'
import type { Shape, ShapeField } from '../../ledger/sheet/shape.ts'
import type { Answer, Mapping, Question } from './import-queries.ts'

/** What a cell waits for stands among the questions, once for all rows that say it. */
export const askedCode = 'sheet.cell.asked'

/** What is asked once: a text, and every field in which it means the same. */
export interface QuestionGroup {
  readonly key: string
  /** The question that stands for all of them. */
  readonly question: Question
  readonly fields: readonly { readonly question: Question; readonly of: ShapeField | undefined }[]
  /** Rows that say it in any of the fields. */
  readonly rows: readonly number[]
  readonly count: number
}

/** What of a table that was read is asked and answered. */
interface Asked {
  readonly found: { readonly questions: readonly Question[] } | null
  readonly missing: readonly string[]
  readonly mapping: Pick<Mapping, 'answers'>
}

/** Somebody is the same whether in the chair or among those present; so is an office. */
const meansTheSame = new Set<Question['kind']>(['name', 'office'])

/**
 * The questions that nobody has answered yet, a name or an office once for all its fields. What no
 * column says is no text of the table: it is given above, once for all rows.
 */
export function openGroups(
  { found, missing, mapping: { answers } }: Asked,
  shape: Shape,
): readonly QuestionGroup[] {
  const groups = new Map<string, Question[]>()
  for (const one of found?.questions ?? []) {
    if (answers[one.field]?.[one.text] !== undefined) continue
    if (one.text === '' && missing.includes(one.field)) continue
    const isShared = meansTheSame.has(one.kind) && one.text !== ''
    const key = JSON.stringify([isShared ? one.kind : one.field, one.text])
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  const all = [...groups].map(([key, of]) => groupOf(key, of, shape))
  // People who are to be entered are asked about together above; one by one they come last.
  return [...all.filter((one) => !isUnknownPerson(one)), ...all.filter(isUnknownPerson)]
}

function groupOf(key: string, questions: readonly Question[], shape: Shape): QuestionGroup {
  // Where one field holds a single person, that is what the text means everywhere.
  const single = questions.find(({ many }) => !many)
  const question = single ?? questions[0]
  if (question === undefined) throw new Error('a group of no questions')
  const rows = [...new Set(questions.flatMap((one) => one.rows))].sort((a, b) => a - b)
  return {
    key,
    question,
    fields: questions.map((one) => ({
      question: one,
      of: shape.fields.find(({ id }) => id === one.field),
    })),
    rows,
    count: questions.reduce((most, { count }) => Math.max(most, count), rows.length),
  }
}

/** What a text of a field means. */
export interface AnswerToField {
  readonly field: string
  readonly text: string
  readonly answer: Answer
}

/** The answers of a group: a field that holds several takes the one as a list of one. */
export function answersOf({ fields }: QuestionGroup, answer: Answer): readonly AnswerToField[] {
  return fields.map(({ question: { field, text, many } }) => ({
    field,
    text,
    answer: inField(answer, many),
  }))
}

function inField(answer: Answer, many: boolean): Answer {
  if (answer === 'nothing' || !many || Array.isArray(answer.means)) return answer
  return { means: [answer.means] }
}

/** The proposals of all that has one. */
export function likelyAnswers(open: readonly QuestionGroup[]): {
  readonly count: number
  readonly answers: readonly AnswerToField[]
} {
  const all = open.flatMap((group) => {
    const { likely } = group.question
    return likely === undefined ? [] : [answersOf(group, likely)]
  })
  return { count: all.length, answers: all.flat() }
}

/**
 * Texts that name whole months (2019.3, 二季度, 2020年) and no day: what each means if it is the
 * first day, and if it is the last. A list of people says of everybody only the month.
 */
export function spanAnswers(open: readonly QuestionGroup[]): {
  readonly count: number
  readonly first: readonly AnswerToField[]
  readonly last: readonly AnswerToField[]
} {
  const spans = open.flatMap((group) => {
    const { kind, options } = group.question
    const [from, to] = [options[0]?.id, options.at(-1)?.id]
    if (kind !== 'date' || from === undefined || to === undefined) return []
    const isWhole = from < to && from.endsWith('-01') && addDays(to, 1).endsWith('-01')
    return isWhole ? [{ group, from, to }] : []
  })
  return {
    count: spans.length,
    first: spans.flatMap(({ group, from }) => answersOf(group, { means: from })),
    last: spans.flatMap(({ group, to }) => answersOf(group, { means: to })),
  }
}

const oneName = /^[\p{Script=Han}·]{2,4}$/u
/** Words for people together, and for nobody. */
const several =
  /^(全体|全员|各|有关|相关|其他|其余|所有)|(人员|成员|党员|干部|职工|同志|领导|班子|等人)$/u

/** It reads as the name of one person, and nobody in the roster comes near it. */
export function isUnknownPerson({
  question: { kind, text, options, likely },
}: QuestionGroup): boolean {
  const isNear = options.length > 0 || likely !== undefined
  return kind === 'name' && !isNear && oneName.test(text) && !several.test(text)
}
