import { KeptNote } from '../form/kept-note.tsx'
import type { KeptForm } from '../form/use-kept-form.ts'
import { useSay } from '../say.tsx'

const words = { other: { zh: '换一本台账', en: 'Another register' } }

/** Over a new form: the way back to the choice; that it begins with what was not saved before. */
export function NewFormTop(props: { onOther: () => void; kept: KeptForm }) {
  const { say } = useSay()
  const { draft, drop } = props.kept
  return (
    <>
      <p className="small form-top">
        <button type="button" className="link" onClick={props.onOther}>
          {say(words.other)}
        </button>
      </p>
      {draft ? <KeptNote onDrop={drop} /> : null}
    </>
  )
}
