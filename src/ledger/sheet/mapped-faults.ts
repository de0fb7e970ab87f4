import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import type { Label } from '../label.ts'
import type { Field } from '../register/register.ts'
import type { Ask } from './read-written.ts'

/** Why a cell is open that is asked about. */
export function askedFault(address: string, { text, why }: Ask): Fault {
  return fault('sheet.cell.asked', {
    at: [address],
    text: text === '' ? why : { zh: `“${text}”：${why.zh}`, en: `“${text}”: ${why.en}` },
    hint: {
      zh: '在“待定”中答复一次，所有这样写的行都照此登记。',
      en: 'Answer it once among the questions; it holds for all rows that say so.',
    },
  })
}

/** What was taken in another way than it is written. */
export function takenOtherwise(
  address: string,
  { text, note }: { text: string; note: Label },
): Fault {
  return fault('sheet.cell.taken-otherwise', {
    at: [address],
    text: {
      zh: `${address} 写的是“${text}”：${note.zh}`,
      en: `${address} says “${text}”: ${note.en}`,
    },
    hint: { zh: '请核对。', en: 'Please check.' },
  })
}

/** A field that must be there, and has no column. */
export function unsaidFault({ label }: Field): Fault {
  return fault('sheet.column.missing', {
    text: {
      zh: `缺少必填的“${label.zh}”`,
      en: `“${label.en}” is missing`,
    },
    hint: { zh: '在“待定”中为所有行填一次。', en: 'Give it once for all rows.' },
  })
}

/** Two columns of one field that disagree. */
export function saidTwice({ label }: Field): Fault {
  return fault('sheet.cell.twice', {
    text: {
      zh: `两列都填了“${label.zh}”，内容不同`,
      en: `Two columns say “${label.en}”, and not the same`,
    },
    hint: { zh: '只留一列。', en: 'Keep one of the columns.' },
  })
}

/** A header and nothing below it. */
export function noRows(): Fault {
  return fault('sheet.empty', {
    text: { zh: '表头下面没有内容', en: 'There is nothing below the header' },
    hint: { zh: '请核对表头在哪一行。', en: 'Check which row is the header.' },
  })
}
