import { choice } from './choice/choice.ts'
import { choices } from './choices/choices.ts'
import { clause } from './clause/clause.ts'
import { date } from './date/date.ts'
import { duration } from './duration/duration.ts'
import type { FieldContext, FieldKind } from './field-kind.ts'
import { file } from './file/file.ts'
import { longText } from './long-text/long-text.ts'
import { money } from './money/money.ts'
import { number } from './number/number.ts'
import { office } from './office/office.ts'
import { offices } from './offices/offices.ts'
import { people } from './people/people.ts'
import { period } from './period/period.ts'
import { person } from './person/person.ts'
import { record } from './record/record.ts'
import { rows } from './rows/rows.ts'
import { text } from './text/text.ts'
import { time } from './time/time.ts'
import { year } from './year/year.ts'
import { yesNo } from './yes-no/yes-no.ts'

/** Every kind of field by the name YAML gives it. The only list of kinds. */
export const fieldKinds = {
  text,
  longText,
  number,
  money,
  date,
  time,
  duration,
  period,
  year,
  yesNo,
  choice,
  choices,
  person,
  people,
  office,
  offices,
  record,
  rows,
  file,
  clause,
}

const byName: ReadonlyMap<string, FieldKind> = new Map(Object.entries(fieldKinds))

/** The kind of that name. Throws: a pack that declares another kind never loads. */
export function fieldKindOf(name: string): FieldKind {
  const kind = byName.get(name)
  if (kind === undefined) throw new TypeError(`no such kind of field: ${name}`)
  return kind
}

/** The surroundings in which fields are parsed and shown. */
export function fieldContext(given: Omit<FieldContext, 'kindOf'>): FieldContext {
  return { ...given, kindOf: fieldKindOf }
}
