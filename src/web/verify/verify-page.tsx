import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { DragEvent } from 'react'
import { proofQuery } from '../api-client/queries.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { webCrypto } from '../crypto.ts'
import { useSay } from '../say.tsx'
import '../components/file-drop.css'
import './verify-page.css'
import { checkEvidence } from './check-evidence.ts'
import type { GivenProof } from './check-evidence.ts'
import { evidenceOf, kindOfText, readEvidenceFile } from './evidence-of.ts'
import { PointedNote, PointedVerdict } from './pointed-note.tsx'
import { readPointedReport } from './pointed-report.ts'
import type { PointedReport } from './pointed-report.ts'
import { ReportResult } from './report-result.tsx'
import { VerdictList } from './verdict-list.tsx'
import type { DroppedReport } from './verify-bytes.ts'

const words = {
  title: { zh: '核验', en: 'Verify' },
  about: {
    zh: '把报告（.docx、.pdf）、年度证据包（.zip）或证据文件拖到这里，也可以逐项粘贴。核算全部在本页进行，断网也能做。',
    en: 'Drop a report (.docx, .pdf), a year pack (.zip) or an evidence file here, or paste its parts. Everything is worked out in this page, offline too.',
  },
  offline: { zh: '下载离线核验页', en: 'Download the offline page' },
  working: { zh: '正在核验…', en: 'Verifying…' },
  choose: { zh: '选择文件', en: 'Choose a file' },
  entry: { zh: '条目原文', en: 'The entry’s text' },
  receipt: { zh: '入账凭证', en: 'Receipt' },
  proof: { zh: '证明', en: 'Proof' },
  logKey: { zh: '日志公钥', en: 'Key of the log' },
  receiptKey: { zh: '入账凭证公钥', en: 'Key of the receipts' },
  keyHint: {
    zh: '公钥决定信任谁：请用从可靠来源得到的公钥替换文件里自带的。',
    en: 'The key decides whom you trust: replace the one in the file by one from a source you trust.',
  },
  result: { zh: '结论', en: 'What holds' },
  nothing: { zh: '还没有可核验的内容。', en: 'Nothing to verify yet.' },
  clear: { zh: '清空', en: 'Clear' },
  reading: { zh: '核对一份报告', en: 'Check a report' },
  tooBig: { zh: '文件过大，不是证据文件。', en: 'The file is too large to be evidence.' },
}

const fileBytesMax = 4 * 1024 * 1024
const nothing: GivenProof = {
  entry: null,
  receipt: null,
  proof: null,
  opening: null,
  keys: { log: '', receipt: '' },
}

/** A plain page that a stranger understands: bring evidence, see what it proves. */
export function VerifyPage({ isOutside = false }: { isOutside?: boolean }) {
  const { say } = useSay()
  const { record } = useSearch({ strict: false })
  const pointed = useMemo(() => readPointedReport(location.hash), [])
  const fetched = useQuery({ ...proofQuery(record ?? ''), enabled: record !== undefined })
  return (
    <>
      <PageHead title={say(words.title)}>
        {isOutside ? null : <Link to="/reading">{say(words.reading)}</Link>}
        <a href="/verifier.html" download="verifier.html">
          {say(words.offline)}
        </a>
      </PageHead>
      {fetched.error ? <ErrorNote error={fetched.error} /> : null}
      {pointed ? <PointedNote pointed={pointed} /> : null}
      <Verification
        pointed={pointed}
        key={fetched.data?.index ?? 'none'}
        start={fetched.data ? evidenceOf(fetched.data) : nothing}
      />
    </>
  )
}

function Verification(props: { start: GivenProof; pointed: PointedReport | null }) {
  const { start, pointed } = props
  const { say } = useSay()
  const [evidence, setEvidence] = useState<GivenProof>(start)
  const [tooBig, setTooBig] = useState(false)
  const [report, setReport] = useState<DroppedReport | 'working' | null>(null)
  const checked = useMemo(() => checkEvidence(webCrypto, evidence), [evidence])
  const take = async (file: File | undefined) => {
    if (!file) return
    if (/\.(docx|pdf|zip)$/i.test(file.name)) {
      setReport('working')
      // What reads and judges reports is fetched when the first one comes.
      const { verifyBytes } = await import('./verify-bytes.ts')
      const bytes = new Uint8Array(await file.arrayBuffer())
      return setReport(await verifyBytes(bytes, evidence.keys.log))
    }
    setReport(null)
    setTooBig(file.size > fileBytesMax)
    if (file.size <= fileBytesMax) setEvidence(withText(evidence, await file.text()))
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }
  const hasAny = Boolean(evidence.entry || evidence.receipt || evidence.proof)
  return (
    <div onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <div className="verify">
        <section className="stack" aria-label={say(words.title)}>
          <DropWords onFile={(file) => void take(file)} />
          {tooBig ? <p className="note bad">{say(words.tooBig)}</p> : null}
          <EvidenceInputs evidence={evidence} onChange={setEvidence} />
          <p>
            <ClearButton
              onClear={() => {
                setEvidence(nothing)
                setReport(null)
              }}
            />
          </p>
        </section>
        <section
          className={report || hasAny ? 'verify-result' : 'verify-result empty'}
          aria-live="polite"
        >
          <h2>{say(words.result)}</h2>
          {pointed && report && report !== 'working' && report.found ? (
            <PointedVerdict pointed={pointed} found={report.found} />
          ) : null}
          {report ? <Dropped report={report} /> : null}
          {!report && hasAny ? <VerdictList checked={checked} /> : null}
          {!report && !hasAny ? <p className="quiet">{say(words.nothing)}</p> : null}
        </section>
      </div>
    </div>
  )
}

function ClearButton({ onClear }: { onClear: () => void }) {
  const { say } = useSay()
  return (
    <button type="button" className="link" onClick={onClear}>
      {say(words.clear)}
    </button>
  )
}

function DropWords({ onFile }: { onFile: (file: File | undefined) => void }) {
  const { say } = useSay()
  return (
    <p className="drop">
      {say(words.about)}{' '}
      <label className="link">
        {say(words.choose)}
        <input
          type="file"
          className="unseen"
          onChange={(event) => onFile(event.target.files?.[0])}
        />
      </label>
    </p>
  )
}

function Dropped({ report }: { report: DroppedReport | 'working' }) {
  const { say } = useSay()
  if (report === 'working') return <p className="quiet">{say(words.working)}</p>
  return report.found ? (
    <ReportResult found={report.found} />
  ) : (
    <p className="note bad">{say(report.refused)}</p>
  )
}

/** A dropped or pasted text goes where it belongs. */
function withText(evidence: GivenProof, text: string): GivenProof {
  switch (kindOfText(text)) {
    case 'file':
      return readEvidenceFile(text) ?? evidence
    case 'proof':
      return { ...evidence, proof: text }
    case 'receipt':
      return { ...evidence, receipt: text }
    case 'entry':
      return { ...evidence, entry: text, opening: null }
    case null:
      return { ...evidence, proof: text }
  }
}

function EvidenceInputs(props: { evidence: GivenProof; onChange: (evidence: GivenProof) => void }) {
  const { say } = useSay()
  const { evidence, onChange } = props
  const { keys } = evidence
  const orNull = (text: string) => (text === '' ? null : text)
  return (
    <>
      <TextSection
        id="entry"
        label={say(words.entry)}
        value={evidence.entry}
        onChange={(text) => onChange({ ...evidence, entry: orNull(text), opening: null })}
      />
      <TextSection
        id="receipt"
        label={say(words.receipt)}
        value={evidence.receipt}
        onChange={(text) => onChange({ ...evidence, receipt: orNull(text) })}
      />
      <TextSection
        id="proof"
        label={say(words.proof)}
        value={evidence.proof}
        onChange={(text) => onChange({ ...evidence, proof: orNull(text) })}
      />
      <div className="labelled">
        <label htmlFor="log-key">{say(words.logKey)}</label>
        <input
          id="log-key"
          className="input mono"
          aria-describedby="key-hint"
          value={keys.log}
          onChange={(event) =>
            onChange({ ...evidence, keys: { ...keys, log: event.target.value } })
          }
        />
      </div>
      <div className="labelled">
        <label htmlFor="receipt-key">{say(words.receiptKey)}</label>
        <input
          id="receipt-key"
          className="input mono"
          value={keys.receipt}
          onChange={(event) =>
            onChange({ ...evidence, keys: { ...keys, receipt: event.target.value } })
          }
        />
      </div>
      <p id="key-hint" className="small quiet">
        {say(words.keyHint)}
      </p>
    </>
  )
}

function TextSection(props: {
  id: string
  label: string
  value: string | null
  onChange: (text: string) => void
}) {
  return (
    <div className="labelled">
      <label htmlFor={props.id}>{props.label}</label>
      <textarea
        id={props.id}
        className="input mono"
        rows={3}
        spellCheck={false}
        value={props.value ?? ''}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  )
}
