import type { FormEvent } from 'react'
import { useId } from 'react'
import type { FigureNumber } from '../../../ledger/figure/figure.ts'
import { figureText } from '../../../ledger/figure/figure-text.ts'
import type { FigureWording } from '../../../report/propose/wording.ts'
import { useSay } from '../../say.tsx'
import type { TypedCount } from './typed-counts.ts'

const words = {
  title: { zh: '这个数字没有依据', en: 'Nothing supports this number' },
  blank: { zh: '这里还空着', en: 'This is still blank' },
  proposed: { zh: '很可能是“{label}”，台账为{value}。', en: 'Most likely “{label}”: {value}.' },
  bind: { zh: '关联', en: 'Bind' },
  choose: { zh: '选择数据项', en: 'Choose a figure' },
  another: { zh: '另选数据项', en: 'Choose another figure' },
  write: { zh: '直接填写', en: 'Write it' },
  fill: { zh: '填入', en: 'Put it in' },
  help: {
    zh: '关联后数字由台账给出，以后自动更新。',
    en: 'Once bound, the ledger fills the number in and keeps it current.',
  },
}

const numberPattern = '\\s*-?[0-9]+([.][0-9]+)?\\s*'

/** A typed number without support: the figure it most likely is, and how to bind it. */
export function CountPanel(props: {
  count: TypedCount
  wordings: readonly FigureWording[]
  figures: ReadonlyMap<string, FigureNumber>
  onBind: (figure: string) => void
  onChoose: () => void
  /** What somebody knows that no figure counts is written as it is. */
  onFill: (number: string) => void
}) {
  const { say, lang } = useSay()
  const { count, wordings, figures } = props
  const proposed = wordings.find((one) => one.figureId === count.proposal)
  const value = proposed && figures.get(proposed.figureId)
  return (
    <section className="count-panel">
      <p className="claim-state unbound">{say(count.blank ? words.blank : words.title)}</p>
      <blockquote lang="zh-CN">{count.text}</blockquote>
      {proposed ? (
        <p>
          {say(words.proposed, {
            label: say(proposed.label),
            value: value ? figureText(value, lang) : '—',
          })}
        </p>
      ) : null}
      <div className="actions">
        {proposed ? (
          <button
            type="button"
            className="button primary"
            onClick={() => props.onBind(proposed.figureId)}
          >
            {say(words.bind)} <kbd aria-hidden="true">Ctrl ↵</kbd>
          </button>
        ) : null}
        <button type="button" className="button" onClick={props.onChoose}>
          {say(proposed ? words.another : words.choose)}
        </button>
      </div>
      <p className="quiet small">{say(words.help)}</p>
      {count.blank ? <Fill onFill={props.onFill} /> : null}
    </section>
  )
}

function Fill({ onFill }: { onFill: (number: string) => void }) {
  const { say } = useSay()
  const id = useId()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onFill(String(new FormData(event.currentTarget).get('number')).trim())
  }
  return (
    <form className="inline-form" onSubmit={submit}>
      <div className="labelled">
        <label htmlFor={id}>{say(words.write)}</label>
        <input
          id={id}
          name="number"
          className="input"
          inputMode="decimal"
          pattern={numberPattern}
          data-most={20}
          autoComplete="off"
          required
        />
      </div>
      <button type="submit" className="button">
        {say(words.fill)}
      </button>
    </form>
  )
}
