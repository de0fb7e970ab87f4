import type { Shape } from '../../ledger/sheet/shape.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { AnswerText } from './answer-text.tsx'
import { fieldName } from './field-name.ts'
import type { Mapping } from './import-queries.ts'
import type { ImportChanges } from './use-import-changes.ts'

const words = {
  said: { zh: '已经说明 {count} 种', en: '{count} said already' },
  field: { zh: '项', en: 'Field' },
  text: { zh: '表里写的', en: 'As written' },
  means: { zh: '意思是', en: 'Means' },
  blank: { zh: '（空白）', en: '(blank)' },
  change: { zh: '改', en: 'Change' },
  changeOf: { zh: '改“{text}”', en: 'Change “{text}”' },
}

/** What was said already; taken back, it is asked again. */
export function AnsweredList(props: { mapping: Mapping; shape: Shape; changes: ImportChanges }) {
  const { say } = useSay()
  const { mapping, shape, changes } = props
  const said = Object.entries(mapping.answers).flatMap(([field, texts]) =>
    Object.entries(texts).map(([text, answer]) => ({ field, text, answer })),
  )
  if (said.length === 0) return null
  const title = say(words.said, { count: said.length })
  return (
    <details>
      <summary>{title}</summary>
      <Table name={title} heads={[words.field, words.text, words.means, null]}>
        {said.map(({ field, text, answer }) => {
          const of = shape.fields.find(({ id }) => id === field)
          const shown = text === '' ? say(words.blank) : text
          return (
            <tr key={`${field} ${text}`}>
              <td className="quiet">{of ? fieldName(of, say) : field}</td>
              <td>{shown}</td>
              <td>
                <AnswerText answer={answer} of={of} />
              </td>
              <td>
                <button
                  type="button"
                  className="link"
                  aria-label={say(words.changeOf, { text: shown })}
                  onClick={() => changes.answer([{ field, text, answer: null }])}
                >
                  {say(words.change)}
                </button>
              </td>
            </tr>
          )
        })}
      </Table>
    </details>
  )
}
