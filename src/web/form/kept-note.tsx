import { useSay } from '../say.tsx'

const words = {
  draft: { zh: '这是上次没有保存的内容。', en: 'This is what was not saved last time.' },
  clashes: {
    zh: '这期间有人更正过{fields}，与您填的不同，请核对后再保存。',
    en: 'Meanwhile somebody corrected {fields} in another way; look at it again before you save.',
  },
  and: { zh: '、', en: ', ' },
  gap: { zh: '', en: ' ' },
  drop: { zh: '不要了，重新填写', en: 'Drop it and start afresh' },
}

/** Over a form that begins with what was typed before and not saved. */
export function KeptNote(props: { clashes?: readonly string[]; onDrop: () => void }) {
  const { say } = useSay()
  const { clashes = [], onDrop } = props
  return (
    <div className="note wait">
      {say(words.draft)}
      {clashes.length > 0 ? (
        <>
          {say(words.gap)}
          {say(words.clashes, { fields: clashes.join(say(words.and)) })}
        </>
      ) : null}{' '}
      <button type="button" className="link" onClick={onDrop}>
        {say(words.drop)}
      </button>
    </div>
  )
}
