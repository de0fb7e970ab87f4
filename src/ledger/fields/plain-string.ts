import type { FieldShape, Parsed } from './field-kind.ts'
import { isEmpty, refused } from './field-kind.ts'
import { carriesSecretMark } from './secret-mark.ts'
import { visibleText } from './visible-text.ts'

/** Reads a text: what nobody sees goes, line ends become `\n` or one blank. */
export function parseString(
  raw: unknown,
  field: FieldShape,
  { charactersMax, lines }: { charactersMax: number; lines: 'one' | 'many' },
): Parsed {
  if (isEmpty(raw)) return { value: null }
  if (typeof raw !== 'string' && typeof raw !== 'number') {
    return refused('field.text.form', {
      text: { zh: '这里应填写文字', en: 'A text is expected here' },
      hint: { zh: '请填写文字。', en: 'Enter a text.' },
    })
  }
  const cleaned = visibleText(String(raw).replace(/\r\n?/g, '\n'))
  const text = lines === 'one' ? cleaned.replace(/\s+/g, ' ').trim() : cleaned.trim()
  if (text === '') return { value: null }
  if (carriesSecretMark(text)) {
    return refused('field.text.secret', {
      text: {
        zh: '文字带有国家秘密标志，不得录入本系统',
        en: 'The text carries a mark of state secrecy and must not enter this system',
      },
      hint: {
        zh: '涉密不上网、上网不涉密。请在涉密环境办理。',
        en: 'Handle it in a classified environment.',
      },
    })
  }
  const limit = Math.min(field.max ?? charactersMax, charactersMax)
  if (text.length > limit) {
    return refused('field.text.too-long', {
      text: {
        zh: `文字过长：${text.length}字，最多${limit}字`,
        en: `Too long: ${text.length} characters, at most ${limit}`,
      },
      hint: { zh: '请精简文字。', en: 'Shorten the text.' },
    })
  }
  if (field.min !== undefined && text.length < field.min) {
    return refused('field.text.too-short', {
      text: {
        zh: `文字过短：至少${field.min}字`,
        en: `Too short: at least ${field.min} characters`,
      },
      hint: { zh: '请补充文字。', en: 'Write a little more.' },
    })
  }
  return { value: text }
}
