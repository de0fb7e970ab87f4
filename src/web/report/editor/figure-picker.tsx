import { useEffect, useMemo, useRef, useState } from 'react'
import type { FigureNumber } from '../../../ledger/figure/figure.ts'
import { figureText } from '../../../ledger/figure/figure-text.ts'
import { figureRanker } from '../../../report/propose/rank-figures.ts'
import type { FigureWording } from '../../../report/propose/wording.ts'
import { ComboBox } from '../../fields/combo-box.tsx'
import { useSay } from '../../say.tsx'
import type { PickingPlace } from './draft-editor.ts'

const words = {
  title: { zh: '插入数据项', en: 'Insert a figure' },
  search: { zh: '输入名称查找，如“主题党日”', en: 'Search by name' },
}

const shownMax = 8
const titleId = 'figure-picker-title'

/**
 * A list of figures to search in, at the place in the text where one shall stand; those that the
 * words before it mean come first.
 */
export function FigurePicker(props: {
  wordings: readonly FigureWording[]
  figures: ReadonlyMap<string, FigureNumber>
  at: PickingPlace
  onChoose: (figure: FigureWording) => void
  onClose: () => void
}) {
  const { say, lang } = useSay()
  const [search, setSearch] = useState('')
  const picker = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    picker.current?.querySelector('input')?.focus()
    // Closed by Esc, it gives the focus back to the text.
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
    }
  }, [])
  const { before } = props.at
  const ranked = useMemo(() => figureRanker(props.wordings)(before), [props.wordings, before])
  const found = useMemo(() => match(ranked, search), [ranked, search])
  const textOf = (value: FigureNumber | undefined) => (value ? figureText(value, lang) : '—')
  const left = Math.max(8, Math.min(props.at.left, innerWidth - 380))
  const top = Math.max(8, Math.min(props.at.top + 6, innerHeight - 60))
  return (
    <div ref={picker} className="figure-picker" style={{ left, top }}>
      <span id={titleId} className="unseen">
        {say(words.title)}
      </span>
      <ComboBox
        id="figure-picker-search"
        labelledBy={titleId}
        placeholder={say(words.search)}
        opensAtOnce
        text={search}
        options={found.map(({ figureId, label }) => ({
          id: figureId,
          name: say(label),
          detail: textOf(props.figures.get(figureId)),
        }))}
        onText={setSearch}
        onChoose={(id) => {
          const chosen = found.find(({ figureId }) => figureId === id)
          if (chosen) props.onChoose(chosen)
        }}
        onLeave={props.onClose}
      />
    </div>
  )
}

/** Names that contain the words first, then wordings that do. */
function match(wordings: readonly FigureWording[], search: string): readonly FigureWording[] {
  const asked = search.trim().toLowerCase()
  const named = wordings.filter(({ label }) =>
    [label.zh, label.en].some((one) => one.toLowerCase().includes(asked)),
  )
  const spoken = wordings.filter(
    (one) => !named.includes(one) && one.phrases.some((phrase) => phrase.includes(asked)),
  )
  return [...named, ...spoken].slice(0, shownMax)
}
