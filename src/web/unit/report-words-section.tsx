import { useState } from 'react'
import type { UnitView } from '../../api/contract/unit.ts'
import { madeLists } from '../../ledger/choice.ts'
import type { Label } from '../../ledger/label.ts'
import { dayInWords } from '../components/day.ts'
import { useSay } from '../say.tsx'
import { inOneLine } from './in-one-line.ts'
import { SayingDialog } from './saying-dialog.tsx'

const words = {
  title: { zh: '报告中的固定文字', en: 'Words of the reports' },
  about: {
    zh: '新起草的报告用这里的文字；已有的草稿不变。',
    en: 'Reports that are begun from now on use them; drafts that exist stay as they are.',
  },
  byTemplate: { zh: '按模板', en: 'As the template says' },
  since: { zh: '{day}起', en: 'From {day}' },
  edit: { zh: '修改', en: 'Change' },
  editOf: { zh: '修改 {name}', en: 'Change {name}' },
  empty: { zh: '留空则按模板。', en: 'Left empty, the template decides.' },
}

type Line = UnitView['reportWords'][number]

const names: Readonly<Record<Line['id'], Label>> = {
  addressee: { zh: '主送机关', en: 'Addressee' },
  preamble: { zh: '开头语', en: 'Preamble' },
  guidance: { zh: '指导文件一句', en: 'Line on guiding documents' },
}

/** Addressee, preamble and the line on guiding documents. */
export function ReportWordsSection({ unit }: { unit: UnitView }) {
  const { say, lang } = useSay()
  const [opened, setOpened] = useState<Line | null>(null)
  return (
    <section aria-labelledby="report-words-title">
      <h2 id="report-words-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      <dl className="pairs">
        {unit.reportWords.map((line) => (
          <div key={line.id} className="pair">
            <dt>{say(names[line.id])}</dt>
            <dd>
              {line.words ?? <span className="quiet">{say(words.byTemplate)}</span>}{' '}
              {line.from === null ? null : (
                <span className="quiet small">
                  {say(words.since, { day: dayInWords(line.from, lang) })}
                </span>
              )}{' '}
              {unit.mayEdit ? (
                <button
                  type="button"
                  className="link"
                  aria-label={say(words.editOf, { name: say(names[line.id]) })}
                  onClick={() => setOpened(line)}
                >
                  {say(words.edit)}
                </button>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      {opened === null ? null : (
        <WordsDialog unit={unit} line={opened} onClose={() => setOpened(null)} />
      )}
    </section>
  )
}

function WordsDialog(props: { unit: UnitView; line: Line; onClose: () => void }) {
  const { say } = useSay()
  const { unit, line, onClose } = props
  const [text, setText] = useState(line.words ?? '')
  const said = (from: string) => ({
    path: 'names',
    body: {
      list: madeLists.reportWords,
      item: line.id,
      name: text.trim() || null,
      nameEn: null,
      unused: false,
      from,
    },
  })
  return (
    <SayingDialog title={say(names[line.id])} today={unit.today} said={said} onClose={onClose}>
      <label className="stacked">
        {say(names[line.id])}
        <textarea
          className="input"
          rows={line.id === 'addressee' ? 1 : 4}
          data-most={line.id === 'addressee' ? 60 : 1000}
          value={text}
          onChange={(event) => setText(inOneLine(event.target.value))}
        />
      </label>
      <p className="quiet small">{say(words.empty)}</p>
    </SayingDialog>
  )
}
