import type { Verdict } from '../../report/verify/verdicts.ts'
import { readVerdicts } from '../../report/verify/verdicts.ts'
import { useSay } from '../say.tsx'
import './verdict-pair.css'

/**
 * The verdict on the file and the verdict on the content, one beside the other, never as one; null:
 * there is nothing to say of it, as of the file before it is signed, or of the content of one that
 * does not hold.
 */
export function VerdictPair({ file, content }: { file: Verdict | null; content: Verdict | null }) {
  const { say } = useSay()
  return (
    <div className="verdict-pair">
      {file ? <p className={file.tone}>{say(file.sentence)}</p> : null}
      {content ? <p className={content.tone}>{say(content.sentence)}</p> : null}
    </div>
  )
}

/** Both verdicts as a record keeps them; one from before they were kept says its sentence. */
export function KeptVerdicts({ text, before }: { text: string; before: string }) {
  const verdicts = readVerdicts(text)
  return verdicts ? <VerdictPair {...verdicts} /> : <>{before}</>
}
