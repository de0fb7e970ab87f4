import type { Verification } from '../../report/verify/verification.ts'
import { useSay } from '../say.tsx'
import type { PointedReport } from './pointed-report.ts'
import { matchPointed } from './pointed-report.ts'

const words = {
  title: { zh: '您扫的码指向一份报告', en: 'The code you scanned points to a report' },
  todo: {
    zh: '把手中的报告文件（.docx、.pdf）拖到下面，本页核对它是不是这一份；没有文件的，请向发文单位索取。只有纸质件的，可对照附页所印的报告摘要。',
    en: 'Drop the report file (.docx, .pdf) below and this page says whether it is that one. Without a file, ask whoever issued it; of a print, compare the digest in its annex.',
  },
  log: { zh: '日志', en: 'Log' },
  tree: { zh: '签发载于检查点', en: 'Signature stands at' },
  at: { zh: '{size}条，根 {root}', en: 'size {size}, root {root}' },
  digest: { zh: '报告摘要', en: 'Digest' },
  same: {
    zh: '这份文件就是二维码所指的报告。',
    en: 'This file is the report that the code points to.',
  },
  'other-report': {
    zh: '这份文件不是二维码所指的报告：摘要不同。',
    en: 'This file is not the report that the code points to: its digest differs.',
  },
  'other-log': {
    zh: '文字与二维码所指的报告相同，但签发所载的检查点不同，请向发文单位核实。',
    en: 'The report is the one, but its signature stands at another checkpoint; ask the issuer.',
  },
}

/** What the code in the annex points to, and what to do with it. */
export function PointedNote({ pointed }: { pointed: PointedReport }) {
  const { say } = useSay()
  const { log, size, root, report } = pointed
  return (
    <section className="pointed note" aria-labelledby="pointed-title">
      <h2 id="pointed-title">{say(words.title)}</h2>
      <p>{say(words.todo)}</p>
      <dl className="mono small">
        <dt>{say(words.digest)}</dt>
        <dd>{report}</dd>
        <dt>{say(words.log)}</dt>
        <dd>{log}</dd>
        <dt>{say(words.tree)}</dt>
        <dd>{say(words.at, { size, root })}</dd>
      </dl>
    </section>
  )
}

/** Whether the dropped file is what the code points to. */
export function PointedVerdict(props: { pointed: PointedReport; found: Verification }) {
  const { say } = useSay()
  const match = matchPointed(props.pointed, props.found)
  return <p className={match === 'same' ? 'note good' : 'note bad'}>{say(words[match])}</p>
}
