import { useSay } from '../say.tsx'
import type { NewForm } from './use-new-form.ts'

const words = {
  other: { zh: '换一本台账', en: 'Another register' },
  draft: { zh: '这是上次没有保存的内容。', en: 'This is what was not saved last time.' },
  drop: { zh: '不要了，重新填写', en: 'Drop it and start afresh' },
}

/** Over a new form: the way back to the choice; that it begins with what was not saved before. */
export function NewFormTop(props: { onOther: () => void; kept: NewForm }) {
  const { say } = useSay()
  const { draft, drop } = props.kept
  return (
    <>
      <p className="small form-top">
        <button type="button" className="link" onClick={props.onOther}>
          {say(words.other)}
        </button>
      </p>
      {draft ? (
        <div className="note wait">
          {say(words.draft)}{' '}
          <button type="button" className="link" onClick={drop}>
            {say(words.drop)}
          </button>
        </div>
      ) : null}
    </>
  )
}
