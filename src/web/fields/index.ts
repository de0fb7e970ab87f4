import type { FieldKindName } from '../../ledger/register/register.ts'
import { choice } from './choice.tsx'
import { choices } from './choices.tsx'
import { clause } from './clause.tsx'
import { date } from './date.tsx'
import { duration } from './duration.tsx'
import type { FieldView } from './field-view.ts'
import { file } from './file.tsx'
import { longText } from './long-text.tsx'
import { money } from './money.tsx'
import { number } from './number.tsx'
import { office } from './office.tsx'
import { offices } from './offices.tsx'
import { people } from './people.tsx'
import { period } from './period.tsx'
import { person } from './person.tsx'
import { record } from './record.tsx'
import { rows } from './rows.tsx'
import { text } from './text.tsx'
import { time } from './time.tsx'
import { year } from './year.tsx'
import { yesNo } from './yes-no.tsx'
import './fields.css'

/** Every kind of field by the name packs give it; a kind without a view does not compile. */
export const fieldViews: Readonly<Record<FieldKindName, FieldView>> = {
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
