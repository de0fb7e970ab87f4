import { useSay } from '../say.tsx'

const words = {
  draft: { zh: '这是上次没有保存的内容。', en: 'This is what was not saved last time.' },
  drop: { zh: '不要了，重新填写', en: 'Drop it and start afresh' },
}

/** A form begins with what was typed before and not saved. */
export function KeptNote({ onDrop }: { onDrop: () => void }) {
  const { say } = useSay()
  return (
    <div className="note wait">
      {say(words.draft)}{' '}
      <button type="button" className="link" onClick={onDrop}>
        {say(words.drop)}
      </button>
    </div>
  )
}
